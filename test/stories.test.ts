import { expect, suite, test } from "vitest";
import { emptyBatch } from "../src/lib/batch.ts";
import { Rng } from "../src/lib/rng.ts";
import { presetOf, recipeOf } from "../src/recipe/presets.ts";
import {
  answerSymbols,
  createMixture,
  mixtureProblems,
  promptSymbols,
  taskSummaries,
} from "../src/tasks/mixture.ts";
import { previewOf } from "../src/tasks/preview.ts";
import { probeOf, taskOf } from "../src/tasks/registry.ts";
import { BOYS, GIRLS, LEXICON, plural } from "../src/tasks/suite/stories/lexicon.ts";
import { writeStory } from "../src/tasks/suite/stories/story.ts";
import { storyLibrary } from "../src/tasks/suite/stories/text.ts";
import { emptyExample, isHeldOut, type Task } from "../src/tasks/task.ts";

const stories = taskOf("stories") as Task;
const probes = stories.probes as readonly Task[];

const shown = (ids: ArrayLike<number>, length: number) =>
  Array.from({ length }, (_, i) => stories.symbols[ids[i] as number]).join("");

/** All prompts and answers of a probe. */
const clozes = (probe: Task): [string, string][] =>
  Array.from({ length: probe.heldOutCount as number }, (_, index) => {
    const out = emptyExample(probe);
    probe.heldOut?.(index, out);
    return [shown(out.prompt, out.promptLength), shown(out.answer, out.answerLength)];
  });

suite("stories", () => {
  const many = Array.from({ length: 400 }, (_, i) => writeStory(Rng.fromSeed(7).fork(i)).text);

  test("a story is fixed by its stream", () => {
    expect(writeStory(Rng.fromSeed(3))).toEqual(writeStory(Rng.fromSeed(3)));
    expect(new Set(many).size).toBe(400);
  });

  test("sentences begin with a capital, quotes close, nothing of the grammar is left", () => {
    for (const story of many) {
      expect(story).toMatch(/^[^{}[\]|]+[.!?]"?\n$/);
      expect(story.split('"').length % 2).toBe(1);
      expect(story).not.toMatch(/ {2}|\ba [aeiou]|\ban [^aeiou]/);
      for (const [, next] of story.matchAll(/[.!?] ("?.)/g)) expect(next).toMatch(/^"?[A-Z]/);
    }
  });

  test("pronouns agree with the name, verbs with their number", () => {
    const story = many.join("");
    for (const [, name = "", pronoun = ""] of story.matchAll(/called (\w+)\. (\w+) lived/g)) {
      expect(pronoun).toBe(GIRLS.includes(name) ? "She" : "He");
    }
    for (const [, name = "", ending] of story.matchAll(/(\w+) fell over an? \w+ and hurt h(er|im)self/g)) {
      expect(ending).toBe(GIRLS.includes(name) ? "er" : "im");
    }
    const animals = LEXICON.animal as readonly string[];
    const plurals = animals.map(plural);
    for (const [, subject = "", verb] of story.matchAll(
      /[Tt]he (\w+) (?:by|near|under) the \w+ (was|were)/g,
    )) {
      if (animals.includes(subject) && !plurals.includes(subject)) expect(verb).toBe("was");
      if (plurals.includes(subject) && !animals.includes(subject)) expect(verb).toBe("were");
    }
  });

  test("plurals", () => {
    expect(["dog", "butterfly", "monkey", "fox", "mouse", "wolf", "potato", "bench"].map(plural)).toEqual(
      "dogs butterflies monkeys foxes mice wolves potatoes benches".split(" "),
    );
  });

  test("no name begins another", () => {
    const names = [...GIRLS, ...BOYS];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      expect(names.filter((other) => other.startsWith(name))).toEqual([name]);
    }
  });

  test("held-out stories never stand in training, and the words are many", () => {
    const { train, heldOut } = storyLibrary();
    const trained = new Set(train.text.split("\n"));
    const tested = heldOut.text.split("\n").slice(0, -1); // the last one is cut
    expect(tested.filter((story) => trained.has(story))).toEqual([]);
    expect(new Set(train.text.match(/[A-Za-z]+/g)).size).toBeGreaterThan(750);
    expect([train.text.length, heldOut.text.length]).toEqual([480_000, 160_000]);
  });

  test("chance is the share of the space", () => {
    const { train, heldOut } = storyLibrary();
    const share = (text: string) => (text.split(" ").length - 1) / text.length;
    expect(share(train.text)).toBeCloseTo(stories.chance, 2);
    expect(share(heldOut.text)).toBeCloseTo(stories.chance, 2);
  });

  test("windows train on the training part and are held out in the other", () => {
    const { train, heldOut } = storyLibrary();
    const out = emptyExample(stories);
    for (let seed = 0; seed < 50; seed++) {
      stories.sample(Rng.fromSeed(seed), out);
      expect(train.text).toContain(shown(out.prompt, 1) + shown(out.answer, 64));
    }
    stories.heldOut?.((stories.heldOutCount as number) - 1, out);
    expect(heldOut.text.endsWith(shown(out.answer, 64))).toBe(true);
    expect(isHeldOut(stories)).toBe(true);
  });
});

suite("abilities inside the stories", () => {
  const { train, heldOut } = storyLibrary();

  test.each(probes)("$name: 256 gaps in held-out stories whose prompts never stand in training", (probe) => {
    const all = clozes(probe);
    expect(all).toHaveLength(256);
    for (const [prompt, answer] of all) {
      expect(prompt).toHaveLength(52);
      expect(answer.length).toBeLessThanOrEqual(12);
      expect(heldOut.text).toContain(prompt + answer);
      expect(train.text).not.toContain(prompt);
    }
    expect(probeOf(probe.name)).toBe(probe);
    expect(taskOf(probe.name)).toBeUndefined();
  });

  test.each(probes)("$name: no constant answer beats chance", (probe) => {
    const counts = new Map<string, number>();
    for (const [, answer] of clozes(probe)) counts.set(answer, (counts.get(answer) ?? 0) + 1);
    expect(Math.max(...counts.values()) / 256).toBeLessThanOrEqual(probe.chance);
  });

  const probe = (name: string) => clozes(probeOf(`stories-${name}`) as Task);

  test("quotes: open ones are closed, and only those", () => {
    for (const [prompt, answer] of probe("quotes")) {
      const before = heldOut.text.slice(0, heldOut.text.indexOf(prompt + answer) + 52);
      expect(answer).toBe(before.split('"').length % 2 === 0 ? '"' : " ");
    }
  });

  test("spelling: three letters leave no other word of training", () => {
    const words = new Set(train.text.match(/[A-Za-z]+/g));
    for (const [prompt, answer] of probe("spelling")) {
      const given = prompt.slice(-3);
      expect([
        given,
        [...words].filter((word) => word.startsWith(given) && !word.startsWith(given + answer)),
      ]).toEqual([given, []]);
    }
  });

  test("agreement: the number of the subject, not of the nearest noun", () => {
    const nouns = ["animal", "food"].flatMap((name) => LEXICON[name] as readonly string[]);
    for (const [prompt, answer] of probe("agreement")) {
      const subject = /[Tt]he (?:\w+ )?(\w+) \w+ the \w+ $/.exec(prompt)?.[1] as string;
      const can = (["was", "is"].includes(answer) ? nouns : nouns.map(plural)) as readonly string[];
      expect(can).toContain(subject);
    }
  });

  test("pronouns: of the one who acts", () => {
    for (const [prompt, answer] of probe("pronouns")) {
      const sentence = prompt.slice(Math.max(prompt.lastIndexOf(". "), prompt.lastIndexOf("! ")) + 1);
      const [name = ""] =
        sentence.match(/[A-Z]\w+/g)?.filter((word) => [...GIRLS, ...BOYS].includes(word)) ?? [];
      if (name !== "") expect([sentence, answer === "er"]).toEqual([sentence, GIRLS.includes(name)]);
    }
  });

  test("names: one of the two whom the prompt names, and the grammar has no other way", () => {
    let other = 0;
    for (const [prompt, answer] of probe("names")) {
      const named = new Set(prompt.match(/[A-Z]\w+/g)?.filter((word) => [...GIRLS, ...BOYS].includes(word)));
      expect(named.has(answer)).toBe(true);
      if (named.size > 1) other++;
    }
    expect(other).toBe(256);
  });

  test("illustrations are made of the task's symbols", () => {
    for (const task of [stories, ...probes]) {
      const { prompt, answer } = previewOf(task);
      for (const symbol of [...prompt, ...answer]) expect(stories.symbols).toContain(symbol);
    }
  });
});

suite("stories in a mixture", () => {
  const recipe = (names: string, context: "auto" | number = "auto") => ({
    tasks: names.split(" ").map((name) => ({ name, weight: 1 })),
    context,
    evalSize: 20,
  });

  test("probes follow their task, are scored, and never train", () => {
    const mixture = createMixture(recipe("sort stories copy"), null);
    expect(mixture.tasks.map((task) => task.name)).toEqual([
      "sort",
      "stories",
      ...probes.map((probe) => probe.name),
      "copy",
    ]);
    expect(mixture.weights).toEqual([1 / 3, 1 / 3, 0, 0, 0, 0, 0, 1 / 3]);
    expect(mixture.vocabulary.slice(0, 4)).toEqual(["=", "<sort>", "<stories>", "<copy>"]);
    expect(mixture.context).toBe(64);
    const batch = emptyBatch(300, mixture.context);
    mixture.fill(Rng.fromSeed(0), batch);
    const rows = [1, 2, 3].map(
      (token) => batch.inputs.filter((id, i) => i % batch.T === 0 && id === token).length,
    );
    expect(rows.reduce((a, b) => a + b)).toBe(300);
    expect(Math.min(...rows)).toBeGreaterThan(70);
  });

  test.each([["stories"], ["copy stories"]])("%s: a probe's rows are its prompts and answers", (names) => {
    const mixture = createMixture(recipe(names), null);
    const index = mixture.tasks.findIndex((task) => task.name === "stories-names");
    const wanted = clozes(probeOf("stories-names") as Task);
    for (const [row, every] of [
      [0, 0],
      [3, 38],
    ] as const) {
      const [prompt, answer] = wanted[every] as [string, string];
      expect(promptSymbols(mixture, index, row).join("")).toBe(prompt);
      expect(answerSymbols(mixture, index, row).join("")).toBe(answer);
      const { batch, promptStart } = mixture.heldOut(index);
      expect(promptStart).toBe(names === "stories" ? 0 : 1);
      const weights = [...batch.weights.subarray(row * batch.T, (row + 1) * batch.T)];
      expect(weights.indexOf(1)).toBe(promptStart + 52 - 1);
      expect(weights.filter((weight) => weight === 1)).toHaveLength(answer.length);
    }
  });

  test("alone, every position of a window trains; the context may be another", () => {
    for (const context of [64, 100] as const) {
      const mixture = createMixture(recipe("stories", context), null);
      expect([mixture.context, mixture.separator, mixture.end]).toEqual([context, -1, -1]);
      const batch = emptyBatch(8, context);
      mixture.fill(Rng.fromSeed(1), batch);
      expect(batch.weights.every((weight) => weight === 1)).toBe(true);
      expect(mixture.vocabulary).toEqual(stories.symbols);
    }
  });

  test("the training text as tokens", () => {
    const mixture = createMixture(recipe("copy stories"), null);
    const tokens = mixture.trainText(1, 1000) as Uint16Array;
    expect(Array.from(tokens, (id) => mixture.vocabulary[id]).join("")).toBe(
      storyLibrary().train.text.slice(0, 1000),
    );
    expect(mixture.trainText(0, 1000)).toBeNull();
    expect(mixture.trainText(2, 1000)).toBeNull();
  });

  test("a context that is too short for the gaps is told once", () => {
    expect(mixtureProblems(recipe("stories", 40), null).map((problem) => problem.message)).toEqual([
      "context: 40 is too short for stories-quotes, whose longest example needs 63; use auto or at least 63",
    ]);
  });

  test("the preset text is these stories, in windows of 64", () => {
    const preset = recipeOf(presetOf("text")!);
    expect(mixtureProblems(preset, null)).toEqual([]);
    const mixture = createMixture(preset, null);
    expect([mixture.tasks[0]?.name, mixture.tasks.length, mixture.context]).toEqual(["stories", 6, 64]);
  });

  test("summaries tell of the probes too", () => {
    const summaries = taskSummaries(createMixture(recipe("stories"), null));
    expect(summaries.map((task) => task.scored)).toEqual(["token", ...probes.map(() => "answer")]);
    expect(summaries.every((task) => task.heldOut)).toBe(true);
  });
});
