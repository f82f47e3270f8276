import type { Strings } from "../en/index.ts";

/** The prompt box: a question of the visitor's to every width. */
export const ask: Strings["ask"] = {
  title: "모든 폭에 물어보기",
  prompt: "문제",
  task: "문제의 과제",
  random: "무작위 문제",
  help: "문제를 입력하면 모든 폭이 대답하고, 배우는 동안 계속 다시 대답합니다.",
  shading:
    "바탕이 짙을수록 더 확신하는 기호이고, 밑줄은 틀린 기호입니다. 답을 누르면 토큰별로 볼 수 있습니다.",
  notYet: "아직 물어볼 상대가 없습니다. 먼저 학습 시작을 눌러 주세요.",
  starting: "학습이 시작되면 바로 물어볼 수 있습니다.",
  notRecorded:
    "기록되었거나 파일에서 읽은 실험에는 가중치가 없어서 물어볼 수 없습니다. 직접 학습시킨 것에는 물어볼 수 있습니다.",
  gone: "이 실험의 가중치가 남아 있지 않습니다. 엔진이 멈췄거나 메모리가 모자랐습니다. 다시 학습시키면 물어볼 수 있습니다.",
  symbol: (got, symbols) => `여기서 쓸 수 있는 기호는 ${symbols}입니다. 입력한 것: ‘${got}’.`,
  length: (got, most) => `여기서 문제는 기호 ${most}개까지입니다. 입력한 기호: ${got}개.`,
  questions: (separator, example) =>
    `답의 기호마다 질문이 하나씩 있습니다. ${example}처럼 ‘${separator}’ 뒤에 질문을 적어 주세요.`,
  noTask: "이 실험은 그 과제를 배우지 않았습니다.",
  otherForm: (example) =>
    `학습 때 본 문제는 ${example} 같은 모양입니다. 모양이 다른 문제에는 여기서 정답이 없습니다.`,
  notInFile: "파일에 없는 문제라서 정답을 알 수 없습니다.",
  onlyEnd: (leftOut) => `모델이 한 번에 볼 수 있는 만큼만 남기고 앞의 ${leftOut}자를 뺐습니다.`,
  right: "맞음: ",
  wrong: "틀림: ",
  sure: (percent) => `확신 ${percent}%`,
  surePerSymbol: (percent) => `기호당 ${percent}%`,
  sureWhy: "이 폭이 스스로 매긴, 답 전체의 확률",
  surePerSymbolWhy: "기호 확률의 기하평균",
  open: (width) => `폭 ${width}, 토큰별로 보기`,
  tokens: (width, seed, step) => `폭 ${width}, 시드 ${seed}, ${step}스텝: 토큰별 확률`,
  shouldBe: (symbol) => `정답: ${symbol}`,
  likely: (symbol, percent) => `${symbol} ${percent}%`,
  close: "닫기",
};
