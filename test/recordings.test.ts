import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, suite, test } from "vitest";
import { applyEvent, createSweepLog } from "../src/metrics/sweep.ts";
import { DEFAULT_RECIPE, type Recipe, type RecipeOverride } from "../src/recipe/schema.ts";
import type { RecordedHead } from "../src/recorded/format.ts";
import { indexText } from "../src/recorded/head.ts";
import { recordingText } from "../src/recorded/write.ts";
import { Recordings } from "../src/recordings.ts";
import { createStore, noticeText, type StoreControl } from "../src/store/store.ts";
import { aSummary, BEGAN, evalRow, feed } from "./export-source.ts";

const COPY = { tasks: [{ name: "copy", weight: 1 }] };

/** A recorded sweep of one evaluation: its text and its head. */
function aRecording(name: string, override: RecipeOverride = {}) {
  const sweep = createSweepLog(aSummary(override), BEGAN);
  for (const { id } of sweep.runs) feed(sweep, id, "eval", [evalRow(0, 2, [0.5, 0.5, -1])]);
  applyEvent(sweep, { type: "finished", stopped: false }, BEGAN);
  const { recipe, engine } = sweep.summary;
  const words = { title: name, command: "", hardware: "", runtime: "", finding: "" };
  const app = { version: "1", commit: "" };
  const head: RecordedHead = { name, ...words, app, startedAt: BEGAN, endedAt: BEGAN, engine, recipe };
  return { head, text: recordingText(sweep, head) };
}

const SORT = aRecording("sorting");
const COPYING = aRecording("copying", COPY);
const RECIPE: Recipe = SORT.head.recipe;

/** What a host has, by path; a test may take files away or damage them. */
let files: Map<string, string>;
let asked: string[];
let host: Server;
let control: StoreControl;
let recordings: Recordings;

beforeEach(async () => {
  const entries = [SORT, COPYING].map(({ head }) => ({ head, flops: 1 }));
  files = new Map([
    ["/in/recorded/index.json", indexText(entries)],
    ["/in/recorded/sorting.json", SORT.text],
    ["/in/recorded/copying.json", COPYING.text],
  ]);
  asked = [];
  host = createServer((request, response) => {
    asked.push(request.url ?? "");
    const text = files.get(request.url ?? "");
    response.writeHead(text === undefined ? 404 : 200).end(text);
  });
  await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
  control = createStore(RECIPE);
  const { port } = host.address() as AddressInfo;
  recordings = new Recordings(control, `http://127.0.0.1:${port}/in/recorded/`);
});
afterEach(() => host.close());

/** What is shown, by name; null where it is the visitor's own. */
const shown = () => control.store.shown.value?.id ?? null;
/** What the shown sweep is set against. */
const against = () => control.store.against.value?.id ?? null;
const told = () => control.store.notices.value.map(noticeText);

suite("recorded sweeps on the page", () => {
  test("the one of the recipe opens by itself, and goes where the recipe becomes another", async () => {
    await recordings.load();
    expect(shown()).toBe("sorting");
    expect(control.store.shown.value?.sweep.runs[0]?.eval.length).toBe(1);
    expect(control.store.unexported.value).toBe(0);
    control.setRecipe({ ...RECIPE, steps: 7 }, []);
    await recordings.follow(false);
    expect(shown()).toBeNull();
    control.setRecipe({ ...RECIPE, ...COPY, seeds: [9] }, []);
    await recordings.follow(false);
    expect(shown()).toBe("copying");
    expect(asked).toHaveLength(3);
  });

  test("an untouched page opens with the whole staircase, one with a recipe of its own does not", async () => {
    const stairs = aRecording("abilities", COPY);
    const own = aRecording("own", { steps: 9 });
    const entries = [stairs, own].map(({ head }) => ({ head, flops: 1 }));
    files.set("/in/recorded/index.json", indexText(entries));
    files.set("/in/recorded/abilities.json", stairs.text);
    files.set("/in/recorded/own.json", own.text);
    control.setRecipe(DEFAULT_RECIPE, []);
    await recordings.load();
    expect(shown()).toBe("abilities");
    await recordings.follow(false); // as where the machine's speed leaves the recipe as it is
    expect(shown()).toBe("abilities");
    control.setRecipe({ ...DEFAULT_RECIPE, widths: [2, 4] }, []);
    await recordings.follow(true); // as where the machine is slow, and the page picks a smaller ladder
    await recordings.load();
    expect(shown()).toBe("abilities");
    control.setRecipe(own.head.recipe, []);
    await recordings.follow(false);
    expect(shown()).toBe("own");
    await recordings.load();
    expect(shown()).toBe("own");
  });

  test("nothing opens by itself where there is none of the recipe, or training has begun", async () => {
    control.setRecipe(DEFAULT_RECIPE, []);
    await recordings.load();
    expect([shown(), asked]).toEqual([null, ["/in/recorded/index.json"]]);
    control.setRecipe(RECIPE, []);
    control.setPhase("starting");
    await recordings.follow(false);
    expect(shown()).toBeNull();
  });

  test("one that was asked for stays, and what was hidden does not come back by itself", async () => {
    await recordings.load();
    await recordings.open("copying");
    control.setRecipe({ ...RECIPE, steps: 7 }, []);
    await recordings.follow(false);
    expect(shown()).toBe("copying");
    expect(recordings.recipe()).toMatchObject({ ...COPY, steps: RECIPE.steps });
    recordings.showOwn();
    control.setRecipe(RECIPE, []);
    await recordings.follow(false);
    expect(shown()).toBeNull();
    expect(recordings.recipe()).toBeUndefined();
  });

  test("a file that arrives after training was wished for changes nothing that is shown", async () => {
    await recordings.load();
    const late = recordings.open("copying");
    recordings.showOwn();
    await late;
    expect(shown()).toBeNull();
  });

  test("what the visitor's own sweep is set against stays, whichever is looked at, until it has other tasks", async () => {
    await recordings.load();
    recordings.showOwn();
    control.beginSweep(aSummary({ steps: 3 }));
    await recordings.setAgainst("sorting");
    expect([shown(), against()]).toEqual([null, "sorting"]);
    await recordings.open("copying");
    recordings.showOwn();
    expect([shown(), against()]).toEqual([null, "sorting"]);
    control.beginSweep(aSummary({ ...COPY, steps: 3 }));
    await recordings.ownBegan();
    expect(against()).toBe("copying");
    control.beginSweep(aSummary({ tasks: [{ name: "add", weight: 1 }] }));
    await recordings.ownBegan();
    expect(against()).toBeNull();
  });

  test("of two wishes to compare the last one counts", async () => {
    await recordings.load();
    const first = recordings.setAgainst("copying");
    await recordings.setAgainst(null);
    await first;
    expect(against()).toBeNull();
  });

  test("a missing index is told, and nothing else happens", async () => {
    files.delete("/in/recorded/index.json");
    await recordings.load();
    expect(told()).toEqual([
      expect.stringMatching(
        /^Recorded sweep index\.json: expected a recorded sweep at http.*; got HTTP 404;/,
      ),
    ]);
    expect(control.store.recordings.value).toEqual([]);
  });

  test("a corrupt file is told by its name, and may be right at the next try", async () => {
    files.set("/in/recorded/sorting.json", SORT.text.slice(0, 99));
    await recordings.load();
    expect(told()).toEqual([
      expect.stringMatching(/^Recorded sweep sorting\.json: expected a JSON text; got/),
    ]);
    expect(shown()).toBeNull();
    files.set("/in/recorded/sorting.json", SORT.text);
    await recordings.open("sorting");
    expect(shown()).toBe("sorting");
  });

  test("a host that is gone is told too", async () => {
    await recordings.load();
    host.closeAllConnections();
    await new Promise((resolve) => host.close(resolve));
    await recordings.open("copying");
    expect(told()).toEqual([expect.stringContaining("copying.json: expected a recorded sweep at")]);
    expect(shown()).toBe("sorting");
  });
});
