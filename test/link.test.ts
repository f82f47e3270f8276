import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, suite, test } from "vitest";
import { readFlags } from "../src/cli/flags.ts";
import { readRequest } from "../src/cli/request.ts";
import { shellWord, trainCommand } from "../src/recipe/command.ts";
import { formatField } from "../src/recipe/parse.ts";
import { DEFAULT_RECIPE, FIELD_NAMES, type Recipe } from "../src/recipe/schema.ts";
import { linkHash, recipeFromAddress } from "../src/recipe/url.ts";
import { OWN_DATA } from "../src/recipe/validate.ts";
import { anyRecipe } from "./any-recipe.ts";

const texts = (recipe: Recipe) => FIELD_NAMES.map((name) => formatField(name, recipe[name]));

/** The words that a real shell makes of a command, after its `npm run train --`. */
function wordsOf(command: string): string[] {
  const out = execFileSync("sh", ["-c", `set -- ${command}; printf '%s\\0' "$@"`], { encoding: "utf8" });
  return out.split("\0").slice(0, -1).slice(4);
}

suite("the copied command", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "widthwise-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("of any recipe is read back by the command line as the same recipe", async () => {
    await fc.assert(
      fc.asyncProperty(anyRecipe, async (recipe) => {
        const { recipe: read } = await readRequest(readFlags(wordsOf(trainCommand(recipe))));
        expect(texts(read)).toEqual(texts(recipe));
      }),
      { numRuns: 60 },
    );
  });

  test("names only what differs from the nearest preset", () => {
    expect(trainCommand(DEFAULT_RECIPE)).toBe("npm run train -- --preset quick");
    expect(trainCommand({ ...DEFAULT_RECIPE, widths: [8, 16] })).toBe(
      "npm run train -- --preset quick --widths 8,16",
    );
  });

  test.each(["sums.jsonl", "two words.txt", 'it\'s $HOME; `id` & "x".csv', "--steps.txt", "수학.txt"])(
    "takes a file of one's own, whatever its name: %s",
    async (name) => {
      await writeFile(join(folder, name), "x");
      const tasks = [{ name: OWN_DATA, weight: 1 }];
      const recipe = { ...DEFAULT_RECIPE, tasks, steps: 20, seeds: [7] };
      const words = wordsOf(trainCommand(recipe, join(folder, name)));
      expect(words).not.toContain("--tasks");
      const request = await readRequest(readFlags(words));
      expect(request.data).toBe(join(folder, name));
      expect(texts(request.recipe)).toEqual(texts(recipe));
      expect(readFlags(wordsOf(trainCommand(recipe, name))).problems).toEqual([]);
    },
  );

  test("a mixture of a file and other tasks names both", async () => {
    const tasks = [
      { name: "sort", weight: 2 },
      { name: OWN_DATA, weight: 1 },
    ];
    const command = trainCommand({ ...DEFAULT_RECIPE, tasks });
    expect(command).toBe("npm run train -- --preset quick --data FILE --tasks sort:2,data");
    const { recipe } = await readRequest(readFlags(wordsOf(command)));
    expect(recipe.tasks).toEqual(tasks);
  });

  test("a word stands for itself in a shell", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{1,20}$/), (text) => {
        expect(wordsOf(`a b c d ${shellWord(text)}`)).toEqual([text]);
      }),
      { numRuns: 40 },
    );
  });
});

suite("the copied link", () => {
  test("of any recipe opens the same recipe, unless it needs more characters than an address has", () => {
    let fitting = 0;
    fc.assert(
      fc.property(anyRecipe, (recipe) => {
        const hash = linkHash(recipe);
        if (hash === null) return;
        fitting++;
        const { recipe: read, problems } = recipeFromAddress({ search: "", hash });
        expect(problems).toEqual([]);
        expect(texts(read)).toEqual(texts(recipe));
      }),
    );
    expect(fitting).toBeGreaterThan(20);
  });

  test("is never empty: a page without a hash may begin with another recipe", () => {
    const hash = linkHash(DEFAULT_RECIPE);
    expect(hash).toBe("#preset=quick");
    expect(recipeFromAddress({ search: "", hash: hash ?? "" }).recipe).toEqual(DEFAULT_RECIPE);
  });

  test("is none where it would be too long to be read", () => {
    const seeds = Array.from({ length: 64 }, (_, i) => 2_000_000_000 + i);
    const widths = Array.from({ length: 16 }, (_, i) => 1000 + i);
    const tasks = Array.from({ length: 60 }, (_, i) => ({ name: `a-long-name-of-a-task-${i}`, weight: 1 }));
    expect(linkHash({ ...DEFAULT_RECIPE, seeds, widths, tasks })).toBeNull();
  });
});
