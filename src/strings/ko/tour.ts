import type { Strings } from "../en/index.ts";
import { both, list } from "./words.ts";

/** The guided tour. */
export const tour: Strings["tour"] = {
  start: "둘러보기",
  hint: "처음이라면 1분만:",
  dismissHint: "이 줄 숨기기",
  label: "이 페이지 둘러보기",
  next: "다음",
  back: "이전",
  end: "끝내기",
  done: "마치기",
  place: (step, of) => `${of}단계 중 ${step}`,

  widthTitle: "폭",
  width: (columns) =>
    columns === 1
      ? "이 열은 폭 하나입니다. 폭은 모델이 읽는 토큰마다 쓰는 숫자의 개수입니다."
      : `이 ${columns}개의 열은 저마다 폭 하나입니다. 폭은 모델이 읽는 토큰마다 쓰는 숫자의 개수입니다. 레시피와 데이터는 모든 모델이 같고 폭만 다릅니다.`,
  widthNumbers: (narrow, wide) =>
    `폭 ${narrow.width}의 파라미터는 ${narrow.value}개, 폭 ${wide.width}의 파라미터는 ${wide.value}개입니다.`,

  lossTitle: "손실",
  loss: "학습은 단 하나의 수, 손실을 낮춥니다. 손실은 모델이 정답에 얼마나 놀라는지를 내트로 잰 값입니다. 모델에게 요구되는 것은 이것뿐입니다.",
  lossNumbers: (high, low, recorded) =>
    `${recorded ? "마지막" : "지금"} 손실은 폭 ${high.width}에서 ${high.value}내트, 폭 ${low.width}에서 ${low.value}내트입니다.`,
  lossEmpty: "학습을 시작하면 곡선이 나타납니다.",

  notYetTitle: "아직",
  notYet: "칸은 학습에 없던 문제 가운데 완전히 맞힌 비율만큼 채워집니다.",
  notYetBoth: (task, there, notYet) =>
    `${task}: 폭 ${there.width}에서는 ${there.value}%를 맞히지만, 폭 ${notYet.width}에서는 ${notYet.value}%로 아직입니다.`,
  notYetNone: (task, best) =>
    `${task}: 가장 앞선 폭 ${best.width}에서도 ${best.value}%로 아직입니다. 스텝이나 폭을 늘리면 나타날 수도 있습니다.`,
  notYetAll: (task, least) => `${task}: 폭 ${least.width}에서도 벌써 ${least.value}%를 맞힙니다.`,
  notYetEmpty: "학습하기 전에는 모든 칸이 이렇게 말합니다. 아직.",

  emergenceTitle: "능력이 나타남",
  emergence:
    "같은 점수를 좁은 폭부터 넓은 폭까지 이은 선입니다. 점수가 우연과 만점의 중간을 넘어 다시 내려오지 않는 곳에서 능력이 나타났다고 합니다.",
  emergenceBetween: (task, below, above) =>
    `${task}: 폭 ${both(below, above)} 사이에서 나타났습니다. 그 앞뒤의 레시피는 똑같습니다.`,
  emergenceByFirst: (task, width) => `${task}: 폭 ${width}부터 이미 있습니다.`,
  emergenceNotYet: (width) => `폭 ${width}까지는 아직 나타난 능력이 없습니다.`,

  seedsTitle: "시드",
  seeds: (seeds) =>
    seeds === 1
      ? "폭마다 무작위 출발점 하나, 곧 시드 하나로 한 번 학습합니다. 다른 시드는 다르게 끝날 수 있으므로 미리 보기입니다."
      : `폭마다 서로 다른 무작위 출발점, 곧 시드 ${seeds}개로 ${seeds}번 학습합니다.`,
  seedsApart: (task, width, low, high) =>
    `폭 ${width}의 ${task}: ${list([`어떤 시드는 ${low}%`, `다른 시드는 ${high}%`])}입니다.`,
  seedsInterval: "시드끼리 얼마나 다른지는 구간으로 나타냅니다. 시드가 셋보다 적으면 미리 보기일 뿐입니다.",

  trainTitle: "이제 직접 해 볼 차례",
  train:
    "학습 시작을 누르면 폭의 사다리가 바로 이 탭에서 배우고, 계단은 내 실험의 수로 채워집니다. 그다음 폭을 바꾸고, 다른 능력을 고르고, ‘작동 원리’에서 모델 안을 들여다보세요.",
};
