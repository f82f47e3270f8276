import type { Strings } from "../en/index.ts";
import { count } from "./words.ts";

/** Buttons, and where training stands. */
export const desk: Strings["desk"] = {
  title: "조작",
  training: "학습",
  train: "학습 시작",
  pause: "일시 정지",
  resume: "계속",
  step: "한 스텝",
  stop: "중지",
  export: "내보내기",
  startOver: "처음부터",
  preparation: "준비",
  progress: "학습 진행",
  problems: "다음을 고쳐야 학습을 시작할 수 있습니다:",
  ladder: (widths, variants) =>
    `레시피 하나, 폭 ${widths}가지${variants > 0 ? `, 변형 ${variants}가지` : ""}.`,
  shown: "보기",
  allVariants: "모든 변형을 학습합니다. 아래에는 여기서 고른 변형이 보입니다.",
  abilitiesOf: (there, of) => `능력 ${of}개 중 ${there}개`,

  variant: {
    layers: (n) => `${n}층`,
    learningRate: (rate) => `학습률 ${rate}`,
    parametrisation: (which) => (which === "mup" ? "muP" : "표준"),
  },

  engineByMachine: "엔진은 이 기기에 맞게 정해집니다.",
  recipeChanged:
    "레시피가 바뀌었습니다. 지금 보이는 것은 이전 레시피의 결과이며, 학습 시작을 누르면 새 레시피로 시작합니다.",
  newAdapter: "이 어댑터는 처음입니다. 학습하기 전에 계산 결과를 확인합니다.",
  makingReady: "폭마다 한 번씩 모두 준비한 다음 학습을 시작합니다.",
  engineOn: (engine, where) => `${engine}(${where})`,
  compiledStep: "컴파일된 스텝",
  engine: (engineOn) => `엔진: ${engineOn}.`,
  features: (words) => `기능: ${words}.`,
  products: (words) => `행렬 곱: ${words}.`,
  kernels: (words) => `다른 커널: ${words}.`,
  selfTest: (words) => `자체 검사: ${words}.`,
  tuning: (words) => `조정: ${words}.`,
  workers: (n) => `워커 ${n}개가 학습 실행을 나누어 맡습니다.`,

  opening: "시작하는 중: 엔진을 여는 중 …",
  preparing: ({ phase, width, done, of }) => {
    const kernels = `커널 ${of}개 중 ${done}개 컴파일됨`;
    if (phase === "self-test") return `어댑터 검사 중: ${kernels}`;
    if (phase === "tuning") return `폭 ${width} 준비 중: 커널 시간 재기, 모양 ${of}개 중 ${done + 1}번째`;
    return phase === "kernels" ? `폭 ${width} 준비 중: ${kernels}` : `폭 ${width} 준비 중`;
  },
  stopping: "중지하는 중 …",
  ready: (runs, steps) => `준비됨: ${count(steps)}스텝씩 학습 실행 ${count(runs)}개`,
  finished: (where) => `완료: ${where}`,
  stopped: (where) => `중지됨: ${where}`,
  failed: (where) => `오류로 끝남: ${where}`,
  stoppingAt: (where) => `중지하는 중: ${where} …`,
  paused: (where) => `일시 정지: ${where}`,
  atStep: (step, of) => `${of}스텝 중 ${step}스텝`,
  atWidth: (width, variant, atStep) => `폭 ${width}${variant && ` (${variant})`}, ${atStep}`,
  left: (duration) => `${duration} 남음`,
  measuringPace: "속도를 재는 중",

  told: {
    trouble: (runs) => `학습 실행 ${count(runs)}개가 발산했습니다.`,
    training: (percent) => `학습 ${percent}% 완료.`,
    started: "학습을 시작했습니다.",
    paused: "일시 정지했습니다.",
    finished: "학습이 끝났습니다.",
    stopped: "학습을 중지했습니다.",
    failed: "학습이 오류로 끝났습니다.",
    testing: "어댑터를 검사하고 있습니다.",
    preparing: (percent) => `준비 ${percent}% 완료.`,
    starting: "시작합니다.",
  },

  time: {
    about: (time) => `이 기기에서 약 ${time}`,
    later: "시간은 학습을 시작한 뒤에 알 수 있음",
    notYet: "시간은 아직 재지 않음",
    otherEngine: "이 엔진의 시간은 재지 않음",
  },
};
