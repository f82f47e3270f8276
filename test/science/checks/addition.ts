/**
 * Three-digit addition, the answer's last digit first and in plain order: whether a seed finds the carry is a
 * matter of search, so what is compared is the share of seeds that do.
 */
import type { Interval } from "../../../src/analysis/bootstrap.ts";
import { type Success, success, wilson } from "../../../src/analysis/success.ts";
import type { SweepLog } from "../../../src/metrics/sweep.ts";
import { type Check, type Line, overlaps } from "../check.ts";
import type { Lab } from "../lab.ts";
import { type Series, shareAxis, widthAxis } from "../plot.ts";
import { chanceOf, listOf, scoresAt } from "../scores.ts";

const TASKS = { "add-reversed": "last digit first", add: "plain" } as const;
type Task = keyof typeof TASKS;

/** How many of the pilot's seeds passed one half exact. */
interface Reference {
  readonly width: number;
  readonly passed: number;
  readonly seeds: number;
}

const REFERENCES: Readonly<Record<Task, readonly Reference[]>> = {
  "add-reversed": [
    { width: 4, passed: 0, seeds: 3 },
    { width: 6, passed: 4, seeds: 8 },
    { width: 8, passed: 3, seeds: 8 },
    { width: 12, passed: 6, seeds: 8 },
    { width: 16, passed: 8, seeds: 8 },
    { width: 24, passed: 3, seeds: 3 },
  ],
  add: [
    { width: 8, passed: 1, seeds: 3 },
    { width: 16, passed: 3, seeds: 3 },
    { width: 24, passed: 3, seeds: 3 },
  ],
};

const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7];

/** Our share of seeds beside the pilot's: they agree where Wilson's 95 % intervals have a point in common. */
export function shareLine(what: string, ours: Success, { passed, seeds }: Omit<Reference, "width">): Line {
  const theirs = wilson(passed, seeds) as Interval;
  return {
    what,
    ours: `${ours.passed}/${ours.seeds} (${words(ours.interval)})`,
    reference: `${passed}/${seeds} (${words(theirs)})`,
    tolerance: "intervals overlap",
    ok: overlaps(ours.interval, theirs),
  };
}

const words = ({ low, high }: Interval): string => `${low.toFixed(2)} to ${high.toFixed(2)}`;

export const addition: Check = {
  about: "addition of three digits, last digit first and plain: P(success) against width",
  takes: "72 runs (6 and 3 widths, 8 seeds, 3,000 steps), about 10 minutes",
  source: "a NumPy pilot of this set-up, 3 to 8 seeds a width",
  async run(lab) {
    const reversed = await trainTask(lab, "add-reversed");
    const plain = await trainTask(lab, "add");
    const { engine } = reversed.summary;
    return {
      lines: [...linesOf(reversed, "add-reversed"), ...linesOf(plain, "add")],
      engine,
      plot: {
        title: "Three-digit addition: share of seeds above one half exact",
        caption: `${SEEDS.length} seeds, 3,000 steps, Wilson's 95 % intervals, ${engine.engine} (${engine.device})`,
        x: widthAxis(REFERENCES["add-reversed"].map(({ width }) => width)),
        y: shareAxis("P(success)"),
        series: [...seriesOf(reversed, "add-reversed"), ...seriesOf(plain, "add")],
      },
    };
  },
};

const trainTask = (lab: Lab, task: Task): Promise<SweepLog> =>
  lab.train({
    tasks: [{ name: task, weight: 1 }],
    widths: REFERENCES[task].map(({ width }) => width),
    seeds: SEEDS,
    batch: 128,
    steps: 3000,
    evalEvery: 1000,
  });

/** Null where a run diverged, which the pilot's did not. */
function successAt(sweep: SweepLog, task: Task, width: number): Success | null {
  const scores = scoresAt(sweep, width, task);
  return scores.some(Number.isNaN) ? null : success(scores, chanceOf(sweep));
}

const linesOf = (sweep: SweepLog, task: Task): Line[] =>
  REFERENCES[task].flatMap(({ width, ...pilot }) => {
    const what = `${TASKS[task]}, width ${width}, seeds above .5`;
    const ours = successAt(sweep, task, width);
    const line = ours
      ? shareLine(what, ours, pilot)
      : {
          what,
          ours: "a run diverged",
          reference: `${pilot.passed}/${pilot.seeds}`,
          tolerance: "",
          ok: false,
        };
    const each = listOf(scoresAt(sweep, width, task));
    return [line, { what: "  exact match of each", ours: each, reference: "", tolerance: "", ok: null }];
  });

function seriesOf(sweep: SweepLog, task: Task): Series[] {
  const pilots = REFERENCES[task].map(({ width, passed, seeds }) => ({
    width,
    interval: wilson(passed, seeds) as Interval,
  }));
  return [
    {
      name: `pilot, ${TASKS[task]}`,
      kind: "range",
      colour: "reference",
      points: pilots.map(({ width, interval }) => [width, interval.low, interval.high]),
    },
    {
      name: `ours, ${TASKS[task]}`,
      kind: "line",
      colour: "ours",
      dash: task === "add" ? "6 4" : undefined,
      points: REFERENCES[task].map(({ width }) => [
        width,
        successAt(sweep, task, width)?.share ?? Number.NaN,
      ]),
    },
  ];
}
