import type { Strings } from "../en/index.ts";

/** A task, explained. */
export const drawer: Strings["drawer"] = {
  close: "닫기",
  inThisSweep: "이 실험에서",
  noExamples: "파일을 읽으면 예제가 나옵니다.",
  threeExamples: "예제 세 개",
  examples: "예제",
  pairColumns: ["모델이 보는 것", "올바른 답"],
  textColumns: ["주어진 글", "이어지는 글"],
  textCounts: "모델은 글을 처음부터 읽으며 다음 글자를 하나하나 예측합니다. 점수는 맞힌 글자의 비율입니다.",
  tokenCounts: "답의 기호마다 따로 셉니다. 점수는 맞은 기호의 비율입니다.",
  answerCounts: "답의 모든 기호가 맞아야 맞힌 것으로 셉니다.",
  byChance: "우연히",
  byTrick: "간단한 요령으로",
  byCounting: "글자를 세어서",
  atBest: "최고",
  inPilot: "우리의 예비 실험",
  reference: "참고 문헌",
  textCeiling: "아무도 모릅니다. 글은 거의 언제나 다르게 이어질 수도 있었습니다.",
  fileCeiling: "문제가 답을 얼마나 알려 주는지는 파일에 달려 있습니다.",
  oneAnswer: "문제마다 올바른 답은 하나뿐입니다.",
  counting: (unigram, bigram, trigram) =>
    `글자마다 얼마나 자주 나오는지 알면 글자당 ${unigram}비트, 바로 앞 글자도 알면 ${bigram}비트, 앞의 두 글자를 알면 ${trigram}비트가 필요합니다. 비트가 적을수록 좋습니다.`,
};
