import type { Strings } from "../en/index.ts";
import { fields } from "./fields.ts";
import { count, topic } from "./words.ts";

/** What to train: presets, abilities, fields, a file of one's own. */
export const recipe: Strings["recipe"] = {
  preset: "프리셋",
  presets: "프리셋",
  own: "직접 만든 레시피",
  lookFor: "눈여겨볼 점과 이 값을 고른 이유",
  recommended: "이 기기에 추천",
  checked: (against) => `비교 기준: ${against}`,

  title: "무엇을 학습할까",
  off: "실험이 진행 중입니다. 레시피를 바꾸려면 먼저 중지하세요.",
  one: (hasVariants) =>
    `폭${hasVariants ? ", 변형," : "과"} 시드마다 모델 하나씩, 모두 같은 데이터로 학습합니다.`,
  takes: (time) => `학습 시간: ${time}.`,
  everythingElse: "레시피: 그 밖에 정해진 모든 것",
  asText: "능력 (글자로 입력)",
  groups: {
    ladder: "사다리",
    data: "데이터",
    model: "모델",
    training: "학습",
    measuring: "측정",
    machine: "기기",
  },
  fields,

  abilities: "능력",
  yourFile: "내 파일",
  yourFileAbout: "내 파일에 있는 예제나 글입니다.",
  fileAbout: (name) => (name === "" ? "내 파일." : `내 파일, ${name}.`),
  hasToStay: "하나는 남아 있어야 합니다.",
  whatIs: (title) => `${topic(`‘${title}’`)} 무엇인가요?`,

  ownData: "내 데이터",
  choose: "파일 선택",
  chooseAnother: "다른 파일 선택",
  file: "내 데이터 파일",
  remove: "제거",
  ownHelp:
    "글(.txt) 또는 문제와 답(.jsonl, .csv, .tsv). 아무 데나 끌어다 놓아도 됩니다. 아무것도 이 탭을 떠나지 않습니다.",
  summary: (size, isText, train, heldOut, vocabulary) =>
    `, ${size}: 학습용 ${isText ? "글자" : "예제"} ${count(train)}개, 시험용 ${count(heldOut)}개, 서로 다른 글자 ${count(vocabulary)}개.`,
};
