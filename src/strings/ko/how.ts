import type { Later } from "../en/later.ts";
import { object, subject, topic } from "./words.ts";

/** How it works. */
export const how: Later["how"] = {
  title: "작동 원리",
  close: "닫기",
  lead: "트랜스포머는 토큰을 읽고, 다음에 올 토큰이 저마다 얼마나 그럴듯한지 말합니다. 그 모든 단계를 모델 하나의 실제 숫자로 보여 줍니다.",
  noModel:
    "숫자는 이 탭에서 학습한 모델이 있어야 나옵니다. 기록된 실험에는 기록만 남아 있습니다. 학습 시작을 누르고 다시 보세요. 그때까지는 말로만 설명합니다.",
  outline: {
    tokens: "모델은 글자를 보지 않습니다. 토큰이 목록에서 몇 번째인지, 그 숫자만 봅니다.",
    embedding:
      "토큰과 위치가 저마다 모델의 폭만큼 숫자를 가져옵니다. 다른 것과 마찬가지로 학습된 숫자입니다. 둘의 합이 모델이 이 자리에서 아는 전부입니다. 이것이 폭입니다. 토큰에 대해 생각하는 모든 것이 이 숫자들 안에 들어가야 합니다.",
    mlp: "그다음 위치마다 혼자 생각합니다. 폭의 네 배인 은닉 유닛으로 넓혔다가 다시 폭만큼 줄입니다. 어텐션과 MLP는 이미 있는 것에 더하기만 합니다.",
    logits:
      "마지막 층이 끝나면 이 숫자들을 목록의 토큰 하나하나와 견주어 토큰마다 로짓을 하나씩 얻습니다. 소프트맥스(e의 로짓 거듭제곱을 모두의 합으로 나눈 값)가 로짓을 확률로 바꿉니다.",
  },
  gone: "이 학습 실행의 가중치가 없습니다. 가중치는 학습을 시작하면 생기고, 다음 학습을 시작하면 사라집니다.",
  waiting: "잠깐만 기다려 주세요. 학습 사이사이에 모델에게 묻습니다.",

  model: "폭",
  seed: "시드",
  task: "과제",
  prompt: "문제",
  ask: "묻기",
  examples: "예:",
  follow: "학습 따라가기",
  now: "지금 보기",
  asOf: (step) => `${step}스텝 뒤`,
  problem: {
    task: "이 실험에는 그런 과제가 없습니다.",
    empty: "문제가 비어 있습니다. 과제의 기호를 몇 개 입력하세요.",
    symbol: (got, symbols) => `‘${got}’ 기호는 이 과제에 없습니다. 쓸 수 있는 기호: ${symbols}`,
    length: (got, most) => `기호 ${got}개는 너무 많습니다. 많아야 ${most}개입니다.`,
    questions: (separator) => `‘${separator}’ 뒤에 물음이 없습니다.`,
  },

  tokensTitle: "토큰",
  tokens: (vocabulary) =>
    `모델은 글자를 보지 않습니다. 토큰 ${vocabulary}개의 목록에서 몇 번째인지, 그 수를 봅니다. 문제 뒤에 오는 것은 모델이 지금까지 스스로 한 답입니다. 위치를 고르면 아래의 모든 것을 그 자리에서 봅니다.`,
  position: "위치",
  positionOf: (symbol, at, id) => `${symbol}, 위치 ${at}, 토큰 ${id}`,

  embeddingTitle: "임베딩",
  embedding: (width) =>
    `토큰과 위치가 저마다 숫자 ${width}개를 가져옵니다. 이것도 학습으로 배운 숫자입니다. 둘의 합이 모델이 이 자리에서 아는 전부입니다. 이것이 폭입니다. 토큰에 대해 생각하는 모든 것이 숫자 ${width}개에 들어가야 합니다.`,
  tokenRow: (symbol) => `토큰 ${symbol}`,
  positionRow: (at) => `위치 ${at}`,
  sumRow: "합",
  key: "청록: 0보다 큼 · 주황: 0보다 작음 · 짙을수록 0에서 멂",
  begins: (numbers, more) => (more > 0 ? `${numbers} …` : numbers),

  layersTitle: "어텐션",
  attention:
    "층마다 먼저 둘러봅니다. 모든 위치가 물음(쿼리)을 던지고 답(키)을 내놓습니다. 둘이 맞는 곳에서 무언가(값)를 가져오되, 뒤에 올 것에서는 가져오지 않습니다. 이것이 어텐션입니다.",
  layer: "층",
  head: "헤드",
  patternLabel: (layer, head) => `어텐션, 층 ${layer}, 헤드 ${head}`,
  axes: "행: 보는 위치 · 열: 보이는 위치",
  readCell: "어텐션 읽기",
  takes: (from, to, percents) => `${subject(from)} ${to}에서 ${object(percents)} 가져옵니다.`,
  product: (product, scale, score) =>
    `쿼리 · 키 = ${product}, × ${scale} = ${score}. 볼 수 있는 모든 위치에 소프트맥스를 하면 몫이 됩니다.`,
  spread: (from, most) => `${subject(from)} 가장 많이 가져오는 곳: ${most}.`,
  at: (symbol, position) => `${symbol} (${position})`,

  mlpTitle: "MLP",
  mlp: (units, active) =>
    `그다음 위치마다 혼자 생각합니다. 은닉 유닛 ${units}개로 넓혔다가(여기서 0보다 큰 것은 ${active}개) 다시 폭만큼 줄입니다. 어텐션과 MLP는 이미 있는 것에 더하기만 합니다.`,
  hiddenRow: "은닉",
  stage: (stage) =>
    stage === 0 ? "임베딩" : stage % 2 === 1 ? `+ 어텐션 ${(stage + 1) / 2}` : `+ MLP ${stage / 2}`,
  norm: (length) => `길이 ${length}`,

  logitsTitle: "로짓과 확률",
  logits: (vocabulary) =>
    `마지막 층 뒤에 이 숫자들을 토큰 ${vocabulary}개와 하나씩 견줍니다. 토큰마다 로짓이 하나 나옵니다. 소프트맥스, 곧 e의 로짓 거듭제곱을 모두의 합으로 나눈 값이 확률입니다.`,
  next: (symbol) => `${symbol} 다음에 올 것`,
  token: "토큰",
  logit: "로짓",
  probability: "확률",
  rest: (n) => `나머지 ${n}개`,
  sum: "합",

  likelihoodTitle: "최대 가능도",
  likelihood:
    "토큰의 손실은 −ln p입니다. p는 모델이 올바른 토큰에 준 확률입니다. 학습은 모든 답에 걸친 이 수의 평균을 낮추며, 하는 일은 그것이 전부입니다.",
  right: "정답",
  loss: "−ln p, 내트",
  mean: "평균",
  ownPath: "여기부터 모델은 자신의 틀린 답을 읽습니다. 학습할 때는 올바른 답을 읽었을 것입니다.",
  unknownRight: "이 문제의 정답은 아무도 모릅니다. 예에는 정답이 있습니다.",
  bottleneck:
    "이것 자체가 병목일 수 있습니다. 능력에 필요한 것은 모두 이 수 하나를 거쳐야 하고, 이 수를 낮추는 만큼만 생깁니다. 목표가 꼭 주어져야 하는 것은 아닙니다. 목표도 배울 수 있는 것일지 모릅니다.",

  scalingTitle: "규모를 키운다는 것은 행렬 곱",
  scaling: (width, positions) =>
    `이 모두가 행렬 곱 몇 가지입니다. 폭 ${width}에서 위치 ${positions}개를 읽을 때:`,
  productNames: {
    qkv: "쿼리, 키, 값",
    scores: "쿼리 · 키",
    mix: "몫 · 값",
    projection: "어텐션, 되돌리기",
    up: "MLP, 넓히기",
    down: "MLP, 줄이기",
    head: "로짓",
  },
  matrixProduct: "곱",
  shapes: "모양",
  times: "횟수",
  perToken: "토큰당 FLOPs",
  share: "비율",
  growth:
    "학습 스텝은 곱마다 세 번, 앞으로 한 번, 뒤로 두 번 계산합니다. 폭이 두 배면 층 안의 계산(토큰당 곱셈 12·L·C²번)은 네 배입니다. 로짓과 어텐션은 두 배에 그치며, 그 대신 어휘와 문맥에 따라 늘어납니다.",
  parameters: "파라미터",
  trainingFlops: "토큰당 학습 FLOPs",
  growthFactor: (factor) => `× ${factor}`,
  scalingEnd:
    "더 넓은 모델은 더 큰 행렬일 뿐입니다. 데이터도 목표도 스텝도 같습니다. 그와 함께 능력이 나타나는지를 보여 주는 것이 계단입니다.",

  notesTitle: "솔직한 설명",
  notes: (seeds) => [
    "두 폭 ‘사이에서 나타났습니다’는 이런 뜻입니다. 우연이 0, 만점이 1이 되도록 다시 잰 중앙값 시드의 점수가 좁은 쪽에서는 절반 아래, 넓은 쪽에서는 절반 위이고, 더 넓은 모든 폭에서도 그 위에 머무릅니다. 그 사이의 자리는 폭의 log₂에서 보간합니다.",
    seeds >= 3
      ? `구간은 시드 ${seeds}개를 거듭 다시 뽑아 얻은 95% 구간입니다. 시드에 따른 운이 얼마나 되는지를 말할 뿐, 다른 레시피의 결과를 말하지는 않습니다.`
      : `시드 ${topic(`${seeds}개`)} 미리 보기입니다. 구간이 없고, 다른 시드에서는 다를 수 있습니다. 시드가 셋이면 구간이 나옵니다.`,
    "‘아직’은 이 스텝, 이 데이터, 이 폭에 대한 말입니다. 영영 나타나지 않는다는 주장이 아닙니다.",
    "정답률은 답 전체를 세므로, 토큰 하나하나가 고르게 좋아져도 갑자기 뛸 수 있습니다. 폭에 따른 능력 차트의 신기루 스위치가 토큰만으로 나올 값을 나란히 보여 줍니다.",
    "점수는 학습에 나오지 않은 문제로 잽니다. 문제가 너무 적은 과제나 파일이 달리 정한 때는 예외이며, 칸의 설명에 나와 있습니다.",
    "이 모델들의 파라미터는 몇천 개입니다. 더 큰 모델에서도 그런지는 물음이지, 이 페이지의 결과가 아닙니다.",
  ],
};
