import type { Strings } from "../en/index.ts";

/** Header and footer. */
export const frame: Strings["frame"] = {
  title: "Widthwise · 폭이 넓어지면 나타나는 능력",
  description:
    "작은 트랜스포머들을 좁은 것부터 넓은 것까지 이 브라우저 탭에서 학습시키고, 폭이 커지면서 능력이 나타나는 모습을 봅니다.",
  language: "언어",
  how: "작동 원리",
  question: ["트랜스포머는 무엇을 할 수 있고, 무엇을 ", "아직", " 못 할까요?"],
  private: "모든 계산은 이 탭 안에서 이루어지며, 아무것도 밖으로 나가지 않습니다.",
  seeds: (seeds) => `시드 ${seeds}개`,
  steps: (steps) => `${steps}스텝`,
  perStep: (size, isTokens) => `스텝당 ${isTokens ? "토큰" : "시퀀스"} ${size}개`,
  parameters: (parameters, width) => `폭 ${width}에서 파라미터 ${parameters}개`,
};
