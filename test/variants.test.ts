import { expect, suite, test } from "vitest";
import { formatField, parseField } from "../src/recipe/parse.ts";
import { variantRecord } from "../src/recipe/record.ts";
import { DEFAULT_RECIPE, type Recipe, type Variant } from "../src/recipe/schema.ts";
import { recipeFromAddress, recipeToHash } from "../src/recipe/url.ts";
import { validateRecipe } from "../src/recipe/validate.ts";
import {
  cohortName,
  cohortsOf,
  firstVariant,
  VARIANT_WORDS,
  variantLabel,
  variantName,
  variantRecipe,
} from "../src/recipe/variants.ts";

const parsed = (text: string) => {
  const result = parseField("variants", text);
  return result.ok ? result.value : result.problem.message;
};

const varied = (text: string, more: Partial<Recipe> = {}): Recipe => ({
  ...DEFAULT_RECIPE,
  ...more,
  variants: parsed(text) as readonly Variant[],
});

suite("the text of variants", () => {
  test("each sets layers, lr or param, by the fields' own keys", () => {
    expect(parsed("layers=1,layers=2")).toEqual([{ layers: 1 }, { layers: 2 }]);
    expect(parsed(" lr=1e-2+param=standard , param=mup + layers=3+lr=1e+0")).toEqual([
      { learningRate: 0.01, parametrisation: "standard" },
      { parametrisation: "mup", layers: 3, learningRate: 1 },
    ]);
    expect(parsed("none")).toEqual([]);
  });

  test("is written in a fixed order, and an empty list as none", () => {
    expect(formatField("variants", varied("param=mup+lr=0.01+layers=1,lr=1e-7").variants)).toBe(
      "layers=1+lr=0.01+param=mup,lr=1e-7",
    );
    expect(formatField("variants", [])).toBe("none");
  });

  test("stands readable in the address, and is read back", () => {
    const recipe = varied("layers=1,lr=0.01+param=standard");
    const hash = recipeToHash(recipe);
    expect(hash).toBe("#variants=layers=1,lr=0.01+param=standard");
    expect(recipeFromAddress({ search: "", hash })).toEqual({ recipe, problems: [] });
    const search = hash.replace("#", "?");
    expect(recipeFromAddress({ search, hash: "" })).toEqual({ recipe, problems: [] });
  });

  const expected =
    "variants: expected none, or up to 24 variants separated by commas, each of layers=, lr= and param= joined by +, such as layers=1,layers=2 or lr=0.01+param=mup,lr=0.01+param=standard; got ";
  test.each([
    ["", "nothing"],
    ["layers=1,", '"layers=1," (an entry is empty)'],
    ["layers", '"layers" ("layers" sets none of layers, lr, param)'],
    ["steps=5", '"steps=5" ("steps=5" sets none of layers, lr, param)'],
    ["layers=0", '"layers=0" (layers: expected a whole number from 1 to 12; got "0")'],
    ["lr=0", '"lr=0" (lr: expected a number above 0 and up to 10; got "0")'],
    ["param=sp", '"param=sp" (param: expected mup or standard; got "sp")'],
    ["lr=1+lr=2", '"lr=1+lr=2" ("lr=1+lr=2" sets lr twice)'],
    ["lr=1,lr=1e0", '"lr=1,lr=1e0" (lr=1 is there twice; leave one out)'],
  ])("%j is told what is wrong with it", (text, got) => {
    expect(parsed(text)).toBe(expected + got);
  });

  test("twenty-five are too many", () => {
    const text = Array.from({ length: 25 }, (_, i) => `lr=${i + 1}e-3`).join(",");
    expect(parsed(text)).toMatch(/\(25 variants\)$/);
  });

  test("variants that come to the same models are a problem", () => {
    const messages = validateRecipe(varied("layers=2,lr=0.005,layers=1"), ["sort"]).map((p) => p.message);
    expect(messages).toEqual(["variants: layers=2 and lr=0.005 train the same models; leave one out"]);
  });
});

suite("what variants stand for", () => {
  test("names are short, and different for different variants", () => {
    const { variants } = varied("layers=1,lr=0.01,param=standard,param=mup,layers=12+lr=1e-7+param=standard");
    expect(variants.map(variantName)).toEqual(["l1", "lr0.01", "sp", "mup", "l12-lr1e-7-sp"]);
  });

  test("labels tell everything that any variant changes, with the recipe's value where one does not", () => {
    const recipe = varied("lr=0.01,param=standard,layers=1", { learningRate: 0.02 });
    expect(
      recipe.variants.map((variant) => variantLabel(recipe, variantName(variant), VARIANT_WORDS)),
    ).toEqual(["2 layers, lr 0.01, muP", "2 layers, lr 0.02, standard", "1 layer, lr 0.02, muP"]);
    expect(variantLabel(recipe, "lr0.01", VARIANT_WORDS, "learningRate")).toBe("2 layers, muP");
    expect(variantLabel(DEFAULT_RECIPE, undefined, VARIANT_WORDS)).toBe("");
  });

  test("a cohort is a width in a variant, narrow to wide", () => {
    const recipe = varied("layers=1,layers=2", { widths: [4, 8] });
    expect(cohortsOf(recipe).map(cohortName)).toEqual(["w4-l1", "w4-l2", "w8-l1", "w8-l2"]);
    expect(cohortsOf({ ...recipe, variants: [] })).toEqual([{ width: 4 }, { width: 8 }]);
  });

  test("first shown is the one that changes nothing, else the first", () => {
    expect(firstVariant(varied("layers=1,layers=2"))).toBe("l2");
    expect(firstVariant(varied("layers=1,layers=3"))).toBe("l1");
    expect(firstVariant(varied("lr=0.01+param=mup,lr=0.005+param=standard,lr=0.005+param=mup"))).toBe(
      "lr0.005-mup",
    );
    expect(firstVariant(DEFAULT_RECIPE)).toBeUndefined();
  });

  test("a variant's recipe has its values and no variants; without variants it is the recipe itself", () => {
    const recipe = varied("layers=1+lr=0.04,param=standard");
    expect(variantRecipe(recipe, "l1-lr0.04")).toEqual({ ...DEFAULT_RECIPE, layers: 1, learningRate: 0.04 });
    expect(variantRecipe(recipe, "sp")).toEqual({ ...DEFAULT_RECIPE, parametrisation: "standard" });
    expect(variantRecipe(DEFAULT_RECIPE, undefined)).toBe(DEFAULT_RECIPE);
  });

  test("files tell all that variants may differ in, and nothing new without them", () => {
    const recipe = varied("layers=1,param=standard");
    expect(variantRecord(recipe, "sp")).toEqual({
      variant: "sp",
      layers: 2,
      learning_rate: 0.005,
      parametrisation: "standard",
    });
    expect(variantRecord(DEFAULT_RECIPE, undefined)).toEqual({});
  });
});
