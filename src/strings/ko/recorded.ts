import type { Strings } from "../en/index.ts";
import { seedsOf } from "./emergence.ts";
import { list } from "./words.ts";

/** Sweeps that were trained before. */
export const recorded: Strings["recorded"] = {
  title: "기록된 실험",
  label: "기록된 실험:",
  others: "다른 기록:",
  compare: "기록과 비교",
  dashed: (what) => `점선: ${what}`,
  recipeIsSet: "이 레시피가 설정됨",
  takeRecipe: "이 레시피 쓰기",
  back: "내 실험으로 돌아가기",
  hide: "숨기기",
  how: "만든 방법",
  made: (seeds, parts) => list([seedsOf(seeds), ...parts]),
  named: (title) => `‘${title}’`,
  emerged: (name, seeds, there, of) =>
    `${name}, ${seedsOf(seeds)}: 능력 ${of}개 중 ${there}개가 나타났습니다.`,
  found: (name, found) => `${name}: ${found}`,
};
