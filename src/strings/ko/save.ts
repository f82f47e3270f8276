import type { Strings } from "../en/index.ts";
import { messages } from "./messages.ts";

/** What can be saved of a chart, and the tables of its numbers. */
export const save: Strings["save"] = {
  save: "저장",
  saveChart: (chart) => `저장: ${chart}`,
  png: "그림 (PNG)",
  svg: "벡터 그림 (SVG)",
  csv: "숫자 (CSV)",
  saved: (file) => `${file} 파일이 다운로드 폴더에 있습니다.`,
  failed: (why) => `파일을 저장하지 못했습니다: ${messages.say(why)}. 잃은 것은 없으니 다시 시도하십시오.`,
  data: "데이터",
  of: (chart) => `: ${chart}`,
  captions: {
    grid: "정답률(%), 시드 평균",
    now: "가장 최근 손실, 답 토큰당 내트",
    way: "학습 중의 평활 손실, 시드 평균, 답 토큰당 내트",
    ability: "폭에 따른 능력(%), 손실은 답 토큰당 내트",
    overSteps: "스텝에 따른 능력(%)",
  },
  columns: {
    run: "학습 실행",
    task: "과제",
    width: "폭",
    seed: "시드",
    step: "스텝",
    emerged: "나타난 폭",
    exact: "정답률 평균",
    interval: "구간",
    passed: "능력이 있는 시드",
    shareInterval: "비율의 구간",
    given: "그 시드들의 평균",
    independent: "p의 L제곱",
    loss: "손실",
    train: "학습, 평활",
    heldOut: "시험용",
  },
  range: (low, high) => `${low}~${high}`,
  share: (part, whole) => `${whole}개 중 ${part}개`,
};
