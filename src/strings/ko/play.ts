import type { Strings } from "../en/index.ts";

/** The ladder that is changed by clicking, and what a sweep will cost. */
export const play: Strings["play"] = {
  ladder: "사다리",
  toolbar: "사다리 바꾸기",
  remove: (width) => `폭 ${width} 빼기`,
  add: (width) => `폭 ${width} 더하기`,
  double: (width) => `×2: 가장 넓은 폭의 두 배인 폭 ${width} 더하기`,
  added: (width, widths) => `더한 폭: ${width}. 이제 사다리에 폭이 ${widths}개 있습니다.`,
  removed: (width, widths) => `뺀 폭: ${width}. 이제 사다리에 폭이 ${widths}개 있습니다.`,
  planned: "예정",
  fixed: "학습하는 동안에는 사다리를 바꿀 수 없습니다. 폭을 바꾸려면 먼저 중지하세요.",
  taken: (time) =>
    `기록된 실험의 레시피를 바꾼 폭으로 가져왔습니다: ${time}. 다른 레시피는 프리셋에 있습니다.`,
  otherRecipe:
    "지금 보이는 것은 다른 레시피의 결과입니다. 학습을 시작하거나 처음으로 돌아간 뒤 여기서 사다리를 바꾸세요.",
  lastStays: "폭이 하나는 남아 있어야 합니다.",
  full: (most) => `사다리에는 폭을 ${most}개까지 둘 수 있습니다. 먼저 하나를 빼세요.`,
  noneBetween: (low, high) => `폭 ${low}, ${high} 사이에는 넣을 수 있는 폭이 없습니다.`,
  noneBelow: (narrowest) => `폭 ${narrowest}보다 좁은 폭은 넣을 수 없습니다.`,
  noneAbove: (max) => `×2: 가장 넓은 폭의 두 배는 탭 하나에서 학습할 수 있는 한도(${max})를 넘습니다.`,
  cost: (widest, width, all, flops, memory) =>
    `폭 ${width}에서 파라미터 ${widest}개, 모두 ${all}개 · ${flops} · 메모리 약 ${memory}`,

  lookBack: "돌아보기",
  now: "지금",
  nowAt: (step) => `지금, ${step}스텝`,
  atStep: (step) => `${step}스텝 때`,
  compareMoments: "다른 시점과 비교",
  otherMoment: "다른 시점",
  compared: (step, other) => `채움: ${step}스텝 때 · 굵은 눈금, 손실 그림의 점선: ${other}스텝 때`,
  noMoments: "두 번 이상 평가하고 나면 여기서 어느 시점이든 돌아볼 수 있습니다.",
  asItWas: (step) => `칸과 답은 ${step}스텝 때의 것입니다.`,
  answersThen: (step) => `${step}스텝 때 폭마다 내놓은 답`,
  noAnswersThen: "이 시점의 답은 남아 있지 않습니다.",
  change: (fromStep, from, toStep, to) => `${fromStep}스텝에서 ${toStep}스텝 사이: ${from} → ${to}%.`,

  hiddenOn: (time, steps) =>
    `이 탭이 ${time} 동안 가려져 있었습니다. 그동안에도 학습은 이어져 모두 ${steps}스텝을 나아갔습니다.`,
  hiddenSlowed: (time, steps, share) =>
    `이 탭이 ${time} 동안 가려져 있었습니다. 그동안 학습은 전의 ${share}% 빠르기로 모두 ${steps}스텝을 나아갔습니다. 브라우저는 가려진 탭을 느리게 합니다. 탭을 보이게 두면 제 속도로 학습합니다.`,
  hiddenStill: (time) =>
    `이 탭이 ${time} 동안 가려져 있었고, 그동안 학습은 멈춰 있었습니다. 이 브라우저는 가려진 탭을 멈춥니다. 잃은 것은 없습니다. 탭을 보이게 두면 이어집니다.`,
  batteryLow: (level) =>
    `배터리가 ${level}% 남았고 충전 중이 아닙니다. 오래 걸리는 실험을 하기 전에 충전기를 연결하세요. 일시 정지해도 학습한 것은 그대로 남습니다.`,
  onBattery: (level) => `배터리로 학습하는 중입니다. ${level}% 남았습니다.`,
};
