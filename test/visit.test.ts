import { beforeEach, expect, suite, test } from "vitest";
import { csvChunks } from "../src/export/csv.ts";
import { jsonlChunks } from "../src/export/jsonl.ts";
import { runManifest } from "../src/export/run-json.ts";
import { applyEvent } from "../src/metrics/sweep.ts";
import { DEFAULT_RECIPE, type RecipeOverride } from "../src/recipe/schema.ts";
import { packed } from "../src/recorded/pack.ts";
import { sweepLines } from "../src/recorded/write.ts";
import { bytesOf, leavingFor, MOST_KEPT } from "../src/store/shelf.ts";
import { createStore, type OtherSweep, type StoreControl } from "../src/store/store.ts";
import { speak } from "../src/strings/strings.ts";
import { createMixture } from "../src/tasks/mixture.ts";
import { fileNameOf, slugOf, Visit } from "../src/visit.ts";
import { aSummary, BEGAN, evalRow, feed, HERE, headOf, trainRow } from "./export-source.ts";

let control: StoreControl;
let visit: Visit;
beforeEach(() => {
  control = createStore(DEFAULT_RECIPE);
  visit = new Visit(control, HERE);
});

/** A sweep begins as on the page, and takes a step. */
function train(override: RecipeOverride = {}): void {
  visit.keepPresent();
  const summary = aSummary(override);
  control.beginSweep(summary, visit.nameFor(summary));
  const points = summary.tasks.flatMap(() => [0.5, 0.75, -1.25]);
  const sweep = control.store.sweep.value!;
  feed(sweep, "w2-s0", "train", [trainRow(1, 2.5), trainRow(2, 0.1 + 0.2)]);
  feed(sweep, "w2-s0", "eval", [evalRow(2, 0.4, points)]);
  control.accept([{ type: "finished", stopped: true }]);
}

const titles = () => control.store.beside.value.map(({ head }) => head.title);
const present = () => control.store.sweep.value!;
const file = (name: string, content: Blob | string) => new File([content], name);

suite("sweeps of a visit", () => {
  test("an earlier one is kept when the next begins, each by its own name", () => {
    train();
    const first = present();
    train({ batch: 8 });
    train({ tasks: [{ name: "copy", weight: 1 }] });
    expect(titles()).toEqual(["Quick: sort", "Quick: sort (2)"]);
    expect(control.store.title.value).toBe("copy");
    expect(control.store.beside.value[0]?.sweep).toBe(first);
    expect(control.store.beside.value[0]).toMatchObject({ origin: "earlier", head: { hardware: "2 cores" } });
  });

  test("is named in the page's language", async () => {
    await speak("ko");
    train();
    await speak("en");
    expect(control.store.title.value).toMatch(/^[가-힣]/);
    expect(fileNameOf(control.store.title.value)).toMatch(/^[가-힣-]+$/);
    expect(fileNameOf("Quick: sort (2)")).toBe("quick-sort-2");
  });

  test("one without points is not kept", () => {
    control.beginSweep(aSummary(), "empty");
    visit.keepPresent();
    expect(titles()).toEqual([]);
  });

  test("renamed, removed and brought back where it was; what was shown of it goes with it", () => {
    for (const batch of [1, 2, 3]) train({ batch });
    const [first] = control.store.beside.value as [OtherSweep];
    control.show(first);
    control.setAgainst(first);
    visit.rename(first.id, "  before  ");
    expect([titles()[0], control.store.shown.value?.head.title]).toEqual(["before", "before"]);
    visit.rename(first.id, "   ");
    expect(titles()[0]).toBe("before");
    visit.remove(first.id);
    expect([titles(), control.store.shown.value, control.store.against.value]).toEqual([
      ["Quick: sort (2)"],
      null,
      null,
    ]);
    visit.restore();
    expect(titles()).toEqual(["before", "Quick: sort (2)"]);
    visit.rename(null, "now");
    expect(control.store.title.value).toBe("now");
  });

  test("a full list lets the oldest go, and asks where that was not saved", () => {
    for (let i = 0; i <= MOST_KEPT; i++) train({ batch: i + 1 });
    expect(titles()).toHaveLength(MOST_KEPT);
    expect(visit.losing()).toEqual([]); // these logs have no points that count as unexported
    const [oldest] = control.store.beside.value as [OtherSweep];
    train({ batch: 99 });
    expect(titles()).toHaveLength(MOST_KEPT);
    expect(control.store.beside.value).not.toContain(oldest);
  });

  test("memory is bounded as well as their number", () => {
    train();
    const [one] = [present()];
    const kept = Array.from({ length: 3 }, (_, i) => ({ id: String(i), sweep: one }) as OtherSweep);
    const free = 256 * 2 ** 20 - 3 * bytesOf(one);
    expect(leavingFor(kept, free)).toEqual([]);
    expect(leavingFor(kept, free + 1).map(({ id }) => id)).toEqual(["0"]);
    expect(leavingFor(kept, 256 * 2 ** 20)).toEqual(kept);
  });

  test("unsaved points of the one that would go are named", () => {
    for (let i = 0; i < MOST_KEPT; i++) train({ batch: i + 1 });
    const sweep = present();
    control.accept([{ type: "rows", run: "w2-s1", table: "train", rows: Float64Array.from(trainRow(1, 1)) }]);
    train({ batch: 98 });
    expect(control.store.beside.value.at(-1)).toMatchObject({ sweep, unexported: 3 });
    for (let i = 0; i < MOST_KEPT - 1; i++) train({ batch: i + 1 });
    expect(visit.losing()).toEqual([`Quick: sort (${MOST_KEPT})`]);
  });

  test("a name becomes a file's", () => {
    expect([
      slugOf("Quick: sort (2)"),
      slugOf("정렬"),
      slugOf("../a"),
      slugOf("x".repeat(99)).length,
    ]).toEqual([...["quick-sort-2", "sweep", "a"], 60]);
  });
});

suite("files", () => {
  test("a sweep file is taken in beside what there is, told by what is in it", async () => {
    train();
    control.setRemark(present(), "w2-s0", { note: "look", mark: "star" });
    const { blob } = await packed(sweepLines(present(), headOf(present())));
    const own = present();
    const { id, data } = await visit.take([file("renamed.txt", blob), file("rows.jsonl", '{"prompt":"a"}')]);
    expect(data.map(({ name }) => name)).toEqual(["rows.jsonl"]);
    expect(present()).toBe(own);
    const taken = control.store.beside.value[0];
    expect(taken).toMatchObject({ id, origin: "imported", head: headOf(own), unexported: 0 });
    expect([...csvChunks(taken!.sweep)]).toEqual([...csvChunks(own)]);
    expect(taken?.sweep.remarks.get("w2-s0")).toEqual({ note: "look", mark: "star" });
  });

  test("run.json and loss-log.jsonl of an export are a sweep together, whatever they are called", async () => {
    const vocabulary = createMixture(DEFAULT_RECIPE, null).vocabulary;
    const summary = { ...aSummary(), vocabulary };
    control.beginSweep(summary, "exported");
    const sweep = present();
    for (const { id } of sweep.runs) feed(sweep, id, "train", [trainRow(1, 2.5)]);
    applyEvent(sweep, { type: "finished", stopped: true }, BEGAN + 1);
    sweep.remarks.set("w4-s1", { note: "odd", mark: null });
    const manifest = runManifest(sweep, { ...HERE.app, runtime: "x", exportedAt: BEGAN });
    const log = [...jsonlChunks(sweep)].join("");
    await visit.take([file("run (1).json", manifest), file("loss-log (1).jsonl", log)]);
    const [taken] = control.store.beside.value;
    expect(taken).toMatchObject({ origin: "imported", head: { title: "Quick: sort", runtime: "x" } });
    expect([...jsonlChunks(taken!.sweep)].join("")).toBe(log);
    expect(taken?.sweep.remarks.get("w4-s1")).toEqual({ note: "odd", mark: null });
  });

  test.each([
    [
      "run.json",
      '{\n  "schema_version": 1}',
      /^run\.json: expected run\.json and loss-log\.jsonl of one sweep/,
    ],
    ["loss-log.jsonl", '{"_step":1}', /^loss-log\.jsonl: expected run\.json and loss-log\.jsonl/],
    [
      "loss-log.csv",
      "run_id,task,width,seed,split,metric,step,tokens,flops,wall_time,value\n",
      /save the sweep/,
    ],
    ["notes.json", "[1, 2]", /^notes\.json: expected an object; got a list of 2; save the sweep again/],
    ["a.widthwise", "hello", /^a\.widthwise: expected a JSON text; got "hello"; save the sweep again/],
    ["b.json", '{"format":"other"}', /^b\.json: format: expected widthwise-recorded-sweep; got "other"/],
  ])("%s alone is refused in words, and nothing changes", async (name, text, message) => {
    await expect(visit.take([file(name, text)])).rejects.toThrow(message);
    expect(control.store.beside.value).toEqual([]);
  });

  test("a log whose files do not fit together is told by both names", async () => {
    const files = [file("run.json", '{"schema_version":1}'), file("loss-log.jsonl", '{"_step":1}')];
    await expect(visit.take(files)).rejects.toThrow(
      /^run\.json and loss-log\.jsonl: .*expected.*; export the/,
    );
  });
});
