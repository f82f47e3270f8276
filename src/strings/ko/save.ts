import type { Strings } from "../en/index.ts";

/** What can be saved of a chart, and the tables of its numbers. */
export const save: Strings["save"] = {
  save: "저장",
  saveChart: (chart) => `저장: ${chart}`,
  png: "그림 (PNG)",
  svg: "도면 (SVG)",
  csv: "숫자 (CSV)",
  saved: (file) => `${file} 파일이 다운로드에 있어요.`,
  failed: (why) => `파일을 저장하지 못했어요: ${why}. 잃은 것은 없으니 다시 시도해 주세요.`,
  data: "데이터",
  of: (chart) => `: ${chart}`,
  captions: {
    grid: "정확히 맞힌 비율(%), 시드 평균",
    now: "가장 최근 손실, 답 토큰당 나트",
    way: "학습 중의 평활 손실, 시드 평균, 답 토큰당 나트",
    ability: "폭에 따른 능력(%), 손실은 답 토큰당 나트",
  },
  columns: {
    run: "실행",
    task: "과제",
    width: "폭",
    seed: "시드",
    step: "스텝",
    emerged: "나타난 폭",
    exact: "정확도 평균",
    interval: "구간",
    passed: "능력이 있는 시드",
    shareInterval: "비율의 구간",
    given: "그 시드들의 평균",
    independent: "p의 L제곱",
    loss: "손실",
    train: "학습, 평활",
    heldOut: "검증",
  },
  range: (low, high) => `${low}–${high}`,
  share: (part, whole) => `${whole}개 중 ${part}개`,
};
