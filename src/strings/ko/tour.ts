import type { Strings } from "../en/index.ts";

/** The guided tour. */
export const tour: Strings["tour"] = {
  start: "둘러보기",
  hint: "처음이신가요? 1분 둘러보기가 이 페이지를 설명해요.",
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
      ? "이 열은 모델 하나입니다. 폭은 모델이 읽는 토큰마다 몇 개의 숫자를 쓰는지를 뜻해요."
      : `이 ${columns}개의 열은 각각 하나의 모델입니다. 레시피와 데이터는 모두 같고 폭만 달라요. 폭은 모델이 읽는 토큰마다 몇 개의 숫자를 쓰는지를 뜻합니다.`,
  widthNumbers: (narrow, wide) =>
    `폭 ${narrow.width}의 파라미터는 ${narrow.value}개, 폭 ${wide.width}의 파라미터는 ${wide.value}개입니다.`,

  lossTitle: "손실",
  loss: "학습은 단 하나의 수, 손실을 낮춥니다. 손실은 모델이 정답에 얼마나 놀라는지를 나트로 잰 값이에요. 모델에게 요구되는 것은 이것뿐입니다.",
  lossNumbers: (high, low, recorded) =>
    `폭 ${high.width}의 손실은 ${recorded ? "끝에서" : "지금"} ${high.value}나트, 폭 ${low.width}의 손실은 ${low.value}나트입니다.`,
  lossEmpty: "학습을 시작하면 곡선이 나타나요.",

  notYetTitle: "아직",
  notYet: "칸은 학습 때 본 적 없는 프롬프트 가운데 정확히 맞힌 비율만큼 채워져요.",
  notYetBoth: (task, there, notYet) =>
    `${task}: 폭 ${there.width}의 정답률은 ${there.value} %, 폭 ${notYet.width}의 정답률은 ${notYet.value} %로 아직입니다.`,
  notYetNone: (task, best) =>
    `${task}: 가장 앞선 폭 ${best.width}도 ${best.value} %로 아직입니다. 스텝이나 폭을 늘리면 생길 수도 있어요.`,
  notYetAll: (task, least) => `${task}: 폭 ${least.width}에서도 벌써 ${least.value} %를 맞혀요.`,
  notYetEmpty: "학습 전에는 모든 칸이 이렇게 말해요. 아직.",

  emergenceTitle: "창발",
  emergence:
    "같은 점수를 좁은 폭에서 넓은 폭까지 이은 선입니다. 점수가 우연과 만점의 중간을 넘어 그 위에 머무르는 곳에서 능력이 창발한 것으로 봐요.",
  emergenceBetween: (task, below, above) =>
    `${task}: 폭 ${below}과 ${above} 사이에서 창발했어요. 그 양쪽의 레시피는 똑같습니다.`,
  emergenceByFirst: (task, width) => `${task}: 폭 ${width}부터 이미 있어요.`,
  emergenceNotYet: (width) => `폭 ${width}까지는 아직 창발한 능력이 없어요.`,

  seedsTitle: "시드",
  seeds: (seeds) =>
    seeds === 1
      ? "폭마다 하나의 무작위 출발점, 곧 시드 하나로 한 번 학습해요. 다른 시드는 다르게 끝날 수 있으니 이것은 미리보기입니다."
      : `폭마다 서로 다른 무작위 출발점, 곧 시드 ${seeds}개로 ${seeds}번 학습해요.`,
  seedsApart: (task, width, low, high) =>
    `폭 ${width}의 ${task}: 어떤 시드는 ${low} %, 다른 시드는 ${high} %예요.`,
  seedsInterval: "시드끼리 얼마나 다른지가 문장 속의 구간이에요. 시드가 셋보다 적으면 미리보기일 뿐입니다.",

  trainTitle: "이제 직접 해 보세요",
  train:
    "학습을 누르면 사다리가 바로 이 탭에서 배우고, 지금까지 본 수가 모두 여러분의 것이 됩니다. 그다음 폭을 바꾸거나 다른 능력을 골라 보세요.",
};
