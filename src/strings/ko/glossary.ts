import type { Strings } from "../en/index.ts";

/** Words that the page explains. */
export const glossary: Strings["glossary"] = {
  title: "용어",
  terms: {
    width: {
      name: "폭",
      forms: ["폭"],
      means:
        "모델이 읽는 토큰마다 쓰는 숫자의 개수(dModel)입니다. 폭이 두 배가 되면 파라미터는 네 배쯤 됩니다.",
    },
    token: {
      name: "토큰",
      forms: ["토큰"],
      means: "모델이 읽는 가장 작은 조각이에요. 여기서는 글자, 숫자, 기호 또는 단어 하나입니다.",
    },
    parameters: {
      name: "파라미터",
      forms: ["파라미터"],
      means: "학습이 바꾸는 수, 곧 모델의 행렬과 벡터에 들어 있는 모든 값입니다.",
    },
    step: {
      name: "스텝",
      forms: ["스텝"],
      means: "예제 한 배치를 보고 모든 파라미터를 한 번 갱신하는 일입니다.",
    },
    seed: {
      name: "시드",
      forms: ["시드"],
      means:
        "한 실행의 모든 무작위, 곧 처음 가중치와 데이터의 순서를 정하는 수예요. 시드가 여럿이면 얼마나 운이었는지 보입니다.",
    },
    loss: {
      name: "손실",
      forms: ["손실"],
      means:
        "모델이 올바른 다음 토큰에 얼마나 놀라는지를 나타내요. 그 토큰에 준 확률의 로그에 음수를 붙인 값이며, 학습은 그 평균을 낮춥니다.",
    },
    nats: {
      name: "나트",
      forms: ["나트", "nats"],
      means: "자연로그로 잰 손실의 단위입니다. 0.69나트는 두 토큰 사이의 동전 던지기, 0은 확신이에요.",
    },
    heldOut: {
      name: "떼어 둔 데이터",
      forms: ["떼어 둔", "held-out"],
      means: "학습에 쓰지 않고 따로 둔 데이터예요. 그래서 외워서 맞힐 수 없습니다.",
    },
    exact: {
      name: "완전 일치",
      forms: ["완전 일치", "완전히 맞힌", "정확히 맞힌", "정확히 답한"],
      means: "답의 모든 토큰이 맞아야만 맞은 것으로 셉니다.",
    },
    chance: {
      name: "우연",
      forms: ["우연"],
      means: "답의 형식은 알지만 프롬프트에서 답이 어떻게 나오는지는 모르는 가장 잘 찍는 사람의 점수입니다.",
    },
    notYet: {
      name: "아직",
      forms: ["아직"],
      means:
        "이 폭과 이만큼의 스텝에서는 능력이 있는 시드가 절반이 안 된다는 뜻이에요. 폭이나 스텝을 늘리면 생길 수도 있습니다.",
    },
    emergence: {
      name: "창발",
      forms: ["창발"],
      means:
        "우연이 0이 되도록 다시 잰 중앙값 시드의 점수가 절반을 넘고 다시 내려오지 않는 곳에서 능력이 창발했다고 합니다. 그 폭은 사다리의 두 칸 사이에서 보간해요.",
    },
    preview: {
      name: "미리보기",
      forms: ["미리보기"],
      means: "시드가 셋보다 적은 결과예요. 다른 시드에서는 다를 수 있고 구간이 없습니다.",
    },
    mirage: {
      name: "신기루",
      forms: ["신기루"],
      means:
        "세는 방식이 만드는 도약이에요. 토큰 하나하나는 고르게 좋아져도, 여러 토큰으로 된 답은 한꺼번에 맞기 시작합니다.",
    },
    flops: {
      name: "FLOPs",
      forms: ["FLOPs", "GFLOPs", "TFLOPs"],
      means: "부동소수점 연산, 곧 덧셈과 곱셈의 횟수예요. 거의 모두 행렬 곱에서 나옵니다.",
    },
    muP: {
      name: "muP",
      forms: ["muP"],
      means:
        "최대 갱신 매개변수화(maximal update parametrisation)예요. 처음 가중치와 학습률을 폭에 맞게 조절해, 좁은 모델과 넓은 모델에 같은 레시피가 맞게 합니다.",
    },
    embedding: {
      name: "임베딩",
      forms: ["임베딩"],
      means: "모델이 토큰이나 위치를 나타내는 한 줄의 숫자예요. 폭만큼 있습니다.",
    },
    attention: {
      name: "어텐션",
      forms: ["어텐션"],
      means: "각 위치가 앞선 위치들에서 무엇을 얼마나 가져올지 배우는 층의 부분입니다.",
    },
    mlp: {
      name: "MLP",
      forms: ["MLP"],
      means: "위치마다 따로 계산하는 층의 부분이에요. 폭의 네 배인 유닛으로 넓혔다가 다시 줄입니다.",
    },
    logits: {
      name: "로짓",
      forms: ["로짓"],
      means: "어휘의 토큰마다 하나씩 있는 점수예요. 소프트맥스가 이를 확률로 바꿉니다.",
    },
  },
};
