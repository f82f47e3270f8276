import type { Strings } from "../en/index.ts";
import { ask } from "./ask.ts";
import { charts } from "./charts.ts";
import { desk } from "./desk.ts";
import { drawer } from "./drawer.ts";
import { frame } from "./frame.ts";
import { glossary } from "./glossary.ts";
import { how } from "./how.ts";
import { loss } from "./loss.ts";
import { messages } from "./messages.ts";
import { named } from "./named.ts";
import { notices } from "./notices.ts";
import { numbers } from "./numbers.ts";
import { offline } from "./offline.ts";
import { play } from "./play.ts";
import { recipe } from "./recipe.ts";
import { recorded } from "./recorded.ts";
import { runs } from "./runs.ts";
import { save } from "./save.ts";
import { share } from "./share.ts";
import { stairs } from "./stairs.ts";
import { study } from "./study.ts";
import { tour } from "./tour.ts";

/**
 * Every word of the page in Korean.
 *
 * Glossary: width 폭, ladder (of widths) 폭의 사다리, layer 층, head (attention) 헤드, seed 시드, step 스텝,
 * run 학습 실행, sweep 실험, recipe 레시피, preset 프리셋, variant 변형, loss 손실, held-out (prompt) 시험용 (문제),
 * ability 능력, task 과제, prompt 문제, answer 답, exact match 정답률, chance 우연, emerge 나타나다, not yet 아직,
 * preview 미리 보기, prediction 예측, recorded 기록된, learning rate 학습률, evaluate 평가하다, diverge 발산하다,
 * interval 구간, share 비율, own file 내 파일. 합니다체 in sentences, nouns on labels and buttons.
 */
export const ko: Required<Strings> = {
  ask,
  charts,
  desk,
  drawer,
  frame,
  glossary,
  later: { how },
  loss,
  messages,
  named,
  notices,
  numbers,
  offline,
  play,
  recipe,
  recorded,
  runs,
  save,
  share,
  stairs,
  study,
  tour,
};
