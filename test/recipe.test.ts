import fc from "fast-check";
import { expect, suite, test } from "vitest";
import { expectation, formatField, listOr, parseField } from "../src/recipe/parse.ts";
import { PRESETS, presetOf, recipeOf } from "../src/recipe/presets.ts";
import {
  DEFAULT_RECIPE,
  FIELD_NAMES,
  FIELDS,
  type FieldName,
  fieldOf,
  fieldOfKey,
  type Recipe,
} from "../src/recipe/schema.ts";
import { foreignQuery, recipeFromAddress, recipeToHash } from "../src/recipe/url.ts";
import { headsOf, readRecipe, validateRecipe } from "../src/recipe/validate.ts";
import { anyRecipe, anyValue } from "./any-recipe.ts";

const TASKS = ["sort", "copy", "add-reversed"];

const messages = (recipe: Partial<Recipe>) =>
  validateRecipe({ ...DEFAULT_RECIPE, ...recipe }, TASKS).map((problem) => problem.message);

const messageOf = (name: FieldName, text: string): string => {
  const parsed = parseField(name, text);
  return parsed.ok ? `fine: ${JSON.stringify(parsed.value)}` : parsed.problem.message;
};

suite("the field table", () => {
  test("has a key of its own for every field, a label and a sentence of help", () => {
    const keys = FIELD_NAMES.map((name) => FIELDS[name].key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const name of FIELD_NAMES) {
      expect(fieldOf(name).key).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(fieldOf(name).label).not.toBe("");
      expect(fieldOf(name).help).toMatch(/\.$/);
      expect(fieldOfKey(fieldOf(name).key)).toBe(name);
    }
    expect(fieldOfKey("preset")).toBeUndefined();
  });

  test("allows its own defaults", () => {
    expect(validateRecipe(DEFAULT_RECIPE, TASKS)).toEqual([]);
  });

  test.each(FIELD_NAMES)("%s: what is written is read back", (name) => {
    fc.assert(
      fc.property(anyValue(fieldOf(name)), (value) => {
        expect(parseField(name, formatField(name, value))).toEqual({ ok: true, value });
      }),
    );
  });

  test("no text makes a reader throw or leave the range", () => {
    const text = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.constantFrom("", "auto", ",", "1,", ":", "a:b:c"),
    );
    fc.assert(
      fc.property(fc.constantFrom(...FIELD_NAMES), text, (name, given) => {
        const parsed = parseField(name, given);
        if (parsed.ok)
          expect(
            validateRecipe({ ...DEFAULT_RECIPE, heads: "auto", [name]: parsed.value }, []).filter(
              (p) => !/no task|stands for|does not divide|the sweep's last/.test(p.message),
            ),
          ).toEqual([]);
        else expect(parsed.problem.message).toMatch(/: expected .+; got .+/s);
      }),
      { numRuns: 500 },
    );
  });
});

suite("what a field says of a wrong value", () => {
  const widths =
    "widths: expected up to 16 whole numbers from 1 to 1,024, separated by commas, such as 2,4,6,8,12,16";
  test.each([
    ["widths", "0", `${widths}; got "0"`],
    ["widths", "3.5", `${widths}; got "3.5"`],
    ["widths", "1e9", `${widths}; got "1e9"`],
    ["widths", "abc", `${widths}; got "abc"`],
    ["widths", "", `${widths}; got nothing`],
    ["widths", "8,,16", `${widths}; got "8,,16" (an entry is empty)`],
    ["widths", "8,x", `${widths}; got "8,x" ("x" is not one)`],
    ["widths", "8,8", `${widths}; got "8,8" (8 is there twice; leave one out)`],
    ["widths", "-4", `${widths}; got "-4"`],
    ["widths", "0x10", `${widths}; got "0x10"`],
    ["steps", "0", 'steps: expected a whole number from 1 to 1,000,000; got "0"'],
    ["steps", "1000001", 'steps: expected a whole number from 1 to 1,000,000; got "1000001"'],
    ["learningRate", "NaN", 'lr: expected a number above 0 and up to 10; got "NaN"'],
    ["learningRate", "0", 'lr: expected a number above 0 and up to 10; got "0"'],
    ["learningRate", "Infinity", 'lr: expected a number above 0 and up to 10; got "Infinity"'],
    ["heads", "two", 'heads: expected auto or a whole number from 1 to 64; got "two"'],
    ["schedule", "cos", 'schedule: expected cosine, linear or constant; got "cos"'],
    ["warmup", "-0.1", 'warmup: expected a number from 0 to 1; got "-0.1"'],
    [
      "tasks",
      "Sort!",
      'tasks: expected task names separated by commas, such as sort or sort:2,copy; got "Sort!"',
    ],
    [
      "tasks",
      "sort:0",
      'tasks: expected task names separated by commas, such as sort or sort:2,copy; got "sort:0" (the weight of sort must be a number above 0 and up to 1,000,000)',
    ],
    [
      "tasks",
      "sort,sort",
      'tasks: expected task names separated by commas, such as sort or sort:2,copy; got "sort,sort" (sort is there twice)',
    ],
  ] as [FieldName, string, string][])("%s = %j", (name, text, message) => {
    expect(messageOf(name, text)).toBe(message);
  });

  test("seventeen widths are too many", () => {
    expect(messageOf("widths", Array.from({ length: 17 }, (_, i) => i + 1).join(","))).toMatch(
      /\(17 numbers\)$/,
    );
  });

  test("numbers may have spaces, signs and exponents; lists are sorted", () => {
    expect(messageOf("steps", " +2e2 ")).toBe("fine: 200");
    expect(messageOf("learningRate", "5e-3")).toBe("fine: 0.005");
    expect(messageOf("widths", " 16, 8")).toBe("fine: [8,16]");
    expect(messageOf("tasks", "sort:2, copy")).toBe(
      'fine: [{"name":"sort","weight":2},{"name":"copy","weight":1}]',
    );
  });

  test("says what each kind takes", () => {
    expect(FIELD_NAMES.every((name) => expectation(fieldOf(name)) !== "")).toBe(true);
    expect([listOr([]), listOr(["a"]), listOr(["a", "b"]), listOr([1, 2, 3])]).toEqual([
      "",
      "a",
      "a or b",
      "1, 2 or 3",
    ]);
  });
});

suite("validateRecipe", () => {
  test("heads that do not divide a width", () => {
    expect(messages({ heads: 3, widths: [12, 16] })).toEqual([
      "heads: 3 does not divide width 16; use 1, 2, 4, 8 or 16",
    ]);
    expect(messages({ heads: 4, widths: [16] })).toEqual([]);
  });

  test("an unknown task", () => {
    expect(messages({ tasks: [{ name: "srot", weight: 1 }] })).toEqual([
      'tasks: there is no task "srot"; use sort, copy or add-reversed',
    ]);
    expect(messages({ tasks: [{ name: "data", weight: 1 }] })).toEqual([
      "tasks: data stands for a file of your own, and none is open; choose the file again",
    ]);
  });

  test("tells everything at once", () => {
    const wrong = messages({
      widths: [0, 3.5],
      steps: 0,
      learningRate: Number.NaN,
      heads: 3,
      tasks: [{ name: "x", weight: 1 }],
    });
    expect(wrong.map((message) => message.split(":")[0])).toEqual([
      ...["widths", "heads", "steps", "lr", "tasks"].filter((key) => key !== "heads"),
      "heads",
    ]);
  });

  test("an empty ladder and empty tasks are problems", () => {
    expect(messages({ widths: [] })[0]).toMatch(/^widths: expected .*; got nothing$/);
    expect(messages({ tasks: [] })[0]).toMatch(/^tasks: expected .*; got nothing$/);
  });

  test("any recipe within the table's ranges is fine but for its tasks, heads and stages", () => {
    fc.assert(
      fc.property(anyRecipe, (recipe) => {
        const names = recipe.tasks.map((task) => task.name);
        expect(validateRecipe({ ...recipe, heads: "auto", stages: [] }, names)).toEqual([]);
      }),
    );
  });
});

test("headsOf: 1 below width 4 or for odd widths, 4 from width 64, else 2; or what was asked for", () => {
  const auto = [1, 2, 3, 4, 5, 6, 32, 62, 63, 64, 66, 128].map((width) => headsOf({ heads: "auto" }, width));
  expect(auto).toEqual([1, 1, 1, 2, 1, 2, 2, 2, 1, 4, 2, 4]);
  expect(headsOf({ heads: 8 }, 16)).toBe(8);
  for (let width = 1; width <= 1024; width++) expect(width % headsOf({ heads: "auto" }, width)).toBe(0);
});

suite("presets", () => {
  test("are valid, with names of their own and reasons", () => {
    expect(new Set(PRESETS.map((preset) => preset.name)).size).toBe(PRESETS.length);
    for (const preset of PRESETS) {
      const recipe = recipeOf(preset);
      const names = recipe.tasks.map((task) => task.name);
      expect(validateRecipe(recipe, names)).toEqual([]);
      expect(preset.reason).not.toBe("");
      expect(presetOf(preset.name)).toBe(preset);
    }
    expect(recipeOf(PRESETS[0]!)).toEqual(DEFAULT_RECIPE);
    expect(presetOf("nope")).toBeUndefined();
  });
});

suite("readRecipe", () => {
  test("a preset comes first wherever it stands", () => {
    const { recipe, problems } = readRecipe([
      ["steps", "7"],
      ["preset", "small-abilities"],
    ]);
    expect(problems).toEqual([]);
    expect(recipe).toMatchObject({ steps: 7, widths: [4, 8, 16, 32] });
  });

  test("what is wrong is told, all of it, and the rest is read", () => {
    const { recipe, problems } = readRecipe([
      ["preset", "qiuck"],
      ["width", "8"],
      ["steps", "0"],
      ["batch", "16"],
    ]);
    expect(recipe).toEqual({ ...DEFAULT_RECIPE, batch: 16 });
    expect(problems.map((problem) => problem.key)).toEqual(["preset", "width", "steps"]);
    expect(problems[0]?.message).toBe(
      `preset: expected ${listOr(PRESETS.map((preset) => preset.name))}; got "qiuck"`,
    );
    expect(problems[1]?.message).toMatch(
      /^"width" is no field of a recipe; expected one of preset, tasks, widths,/,
    );
  });
});

const recipeFromHash = (hash: string) => recipeFromAddress({ search: "", hash });

suite("the address", () => {
  test("has only what is not the default", () => {
    expect(recipeToHash(DEFAULT_RECIPE)).toBe("");
    const recipe: Recipe = {
      ...DEFAULT_RECIPE,
      widths: [8, 16],
      steps: 200,
      tasks: [{ name: "copy", weight: 2 }],
    };
    expect(recipeToHash(recipe)).toBe("#tasks=copy:2&widths=8,16&steps=200");
  });

  test("reads back what it writes", () => {
    fc.assert(
      fc.property(anyRecipe, (recipe) => {
        const hash = recipeToHash(recipe);
        fc.pre(hash.length <= 2000);
        expect(recipeFromHash(hash)).toEqual({ recipe, problems: [] });
      }),
    );
  });

  test("reports and ignores unknown keys and values out of range", () => {
    const { recipe, problems } = recipeFromHash("#widths=0&stesp=3&steps=9&__proto__=1");
    expect(recipe).toEqual({ ...DEFAULT_RECIPE, steps: 9 });
    expect(problems.map((problem) => problem.key)).toEqual(["widths", "stesp", "__proto__"]);
    for (const { message } of problems) expect(message).toMatch(/^In the address, .+\. It was ignored\.$/);
    expect(problems[1]?.message).toContain('"stesp" is no field of a recipe; expected one of preset, tasks');
  });

  test("takes a preset, an empty hash and plus signs as they stand", () => {
    expect(recipeFromHash("").recipe).toEqual(DEFAULT_RECIPE);
    expect(recipeFromHash("#preset=small-abilities").recipe).toEqual(recipeOf(presetOf("small-abilities")!));
    expect(recipeFromHash("#lr=1e+0").recipe.learningRate).toBe(1);
  });

  test("takes fields from the query as well; where both name one, the hash wins", () => {
    const { recipe, problems } = recipeFromAddress({
      search: "?autotune=off&steps=7&widths=8,16&colour=red",
      hash: "#steps=9",
    });
    expect(recipe).toEqual({ ...DEFAULT_RECIPE, autotune: "off", steps: 9, widths: [8, 16] });
    expect(problems.map(({ key }) => key)).toEqual(["colour"]);
    expect(recipeFromAddress({ search: "?steps=0", hash: "#steps=9" }).problems).toEqual([]);
    expect(recipeFromAddress({ search: "?preset=small-abilities", hash: "" }).recipe).toEqual(
      recipeOf(presetOf("small-abilities")!),
    );
    expect(
      recipeFromAddress({ search: `?steps=${"9".repeat(1990)}`, hash: "#seeds=1,2" }).problems[0]?.key,
    ).toBe("address");
  });

  test("keeps of a query what is no field of the recipe", () => {
    expect(foreignQuery("?autotune=off&preset=quick")).toBe("");
    expect(foreignQuery("?token=a%20b&steps=9")).toBe("?token=a+b");
    expect(foreignQuery("?debug")).toBe("?debug");
    expect(foreignQuery("")).toBe("");
  });

  test("longer than 2000 characters, is not read at all", () => {
    const { recipe, problems } = recipeFromHash(`#steps=9&tasks=${"a".repeat(2000)}`);
    expect(recipe).toEqual(DEFAULT_RECIPE);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/^address: expected at most 2000 characters; got \d+/);
  });

  test("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.string(), (hash) => {
        const { recipe } = recipeFromHash(`#${hash}`);
        expect(
          validateRecipe(
            { ...recipe, heads: "auto" },
            recipe.tasks.map((t) => t.name),
          ),
        ).toEqual([]);
      }),
    );
  });
});
