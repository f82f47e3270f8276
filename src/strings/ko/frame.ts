import type { Strings } from "../en/index.ts";

/** Header and footer. */
export const frame: Strings["frame"] = {
  question: ["트랜스포머는 무엇을 할 수 있고, 무엇을 ", "아직", " 못 할까요?"],
  private: "모든 계산은 이 탭 안에서 이루어지며, 아무것도 밖으로 나가지 않습니다.",
  seeds: (seeds) => `시드 ${seeds}개`,
  steps: (steps) => `${steps}스텝`,
  perStep: (size, isTokens) => `스텝당 ${isTokens ? "토큰" : "시퀀스"} ${size}개`,
  parameters: (parameters, width) => `폭 ${width}에서 파라미터 ${parameters}개`,
};
