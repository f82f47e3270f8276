import type { Strings } from "../en/index.ts";

/** The fields of a recipe, by their names in the table. What is typed into them stays as it is: auto, mup, cosine. */
export const fields: Strings["recipe"]["fields"] = {
  tasks: {
    label: "능력",
    help: "학습할 과제의 이름. 쌍점 뒤에 비중을 적을 수 있습니다 (sort:2,copy).",
  },
  widths: { label: "폭", help: "폭의 사다리: 각 모델의 dModel, 좁은 것부터 넓은 것까지." },
  seeds: {
    label: "시드",
    help: "폭과 시드마다 한 번씩 학습합니다. 시드는 처음 가중치와 학습 데이터를 정합니다.",
  },
  layers: { label: "층", help: "모든 모델의 트랜스포머 블록 수." },
  variants: {
    label: "변형",
    help: "모든 폭을 여러 방식으로 나란히 학습합니다: 다른 층수, 학습률, 파라미터화.",
  },
  heads: {
    label: "헤드",
    help: "어텐션 헤드의 수. auto는 폭이 4보다 좁거나 홀수이면 1, 64부터는 4, 그 밖에는 2입니다.",
  },
  context: {
    label: "문맥 길이",
    help: "모델이 한 번에 보는 위치의 수. auto는 과제의 가장 긴 예제에 맞춥니다 (글은 64, 짧은 글은 더 짧게).",
  },
  parametrisation: {
    label: "파라미터화",
    help: "mup에서는 학습률 하나가 모든 폭에 맞습니다. standard는 비교를 위한 표준 방식입니다.",
  },
  baseWidth: { label: "muP 기준 폭", help: "muP와 표준 파라미터화가 서로 같아지는 폭." },
  initialisation: {
    label: "처음 가중치",
    help: "fan-in은 행렬을 1/√입력 수, 임베딩을 0.1의 크기로 뽑고 출력층은 0에서 시작합니다. gpt2는 출력층까지 모두 0.02의 크기로 뽑습니다.",
  },
  batch: { label: "배치", help: "한 스텝에 쓰는 시퀀스의 수." },
  steps: { label: "스텝", help: "학습 실행마다 최적화기가 가중치를 갱신하는 횟수." },
  stages: {
    label: "단계",
    help: "수준이 있는 과제를 위한 교육 과정: 적힌 스텝이 지나면 더 어려운 수준으로 넘어갑니다. none은 처음부터 끝까지 과제 전체를 학습합니다.",
  },
  learningRate: { label: "학습률", help: "기준 폭에서 AdamW의 가장 큰 학습률." },
  warmup: { label: "준비 구간", help: "학습률이 0에서부터 직선으로 올라가는 스텝의 비율." },
  schedule: {
    label: "학습률 일정",
    help: "준비 구간 뒤에 학습률이 내려가는 방식: 코사인이나 직선으로 10%까지, 또는 내려가지 않음.",
  },
  weightDecay: {
    label: "가중치 감쇠",
    help: "행렬과 임베딩에 따로 적용하는 감쇠 (AdamW).",
  },
  beta1: { label: "β₁", help: "AdamW가 평균 기울기를 잊어 가는 비율." },
  beta2: { label: "β₂", help: "AdamW가 제곱한 기울기를 잊어 가는 비율." },
  clip: { label: "기울기 자르기", help: "전체 기울기 크기의 한도. 0이면 자르지 않습니다." },
  evalEvery: {
    label: "평가 간격",
    help: "시험용 문제로 평가하는 간격(스텝). 처음과 마지막 스텝에서는 항상 평가합니다.",
  },
  evalSize: { label: "시험용 문제", help: "한 번 평가할 때 과제마다 쓰는 문제의 수." },
  order: {
    label: "순서",
    help: "together는 모든 폭을 같은 스텝으로 함께 진행합니다. narrow-first는 한 폭을 끝내고 다음 폭으로 넘어갑니다. 워커마다 이 순서를 지킵니다.",
  },
  engine: {
    label: "엔진",
    help: "학습 스텝을 계산하는 것. webgpu와 wasm은 컴파일된 스텝입니다. auto는 하드웨어 어댑터가 있으면 webgpu, 아니면 SIMD가 있는 wasm, 그것도 없으면 tfjs입니다.",
  },
  backend: {
    label: "백엔드",
    help: "tfjs의 백엔드. auto는 하드웨어 어댑터가 있으면 webgpu, 아니면 wasm, 그것도 없으면 cpu입니다.",
  },
  autotune: {
    label: "조정",
    help: "auto는 하드웨어 어댑터에서 처음 쓸 때 webgpu 엔진의 행렬 곱 방식들을 재어 봅니다. off는 기본값을 씁니다.",
  },
};
