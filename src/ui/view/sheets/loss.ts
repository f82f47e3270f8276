import { stepsDone } from "../../../metrics/run.ts";
import type { Sweep } from "../../../store/store.ts";
import { strings } from "../../../strings/strings.ts";
import { readLosses } from "../../charts/lossReading.ts";
import type { Rows } from "../../charts/lossRows.ts";
import type { LossSlots } from "../../charts/lossSlots.ts";
import { newestStep } from "../../charts/lossView.ts";
import { nats } from "../../format.ts";
import { smoothedLoss } from "../loss.ts";
import { type Column, type Sheet, sheetOf } from "../sheet.ts";
import { stepColumn } from "./columns.ts";

/** Steps that the table of losses on the way tells. */
const STEPS = 12;

/** What the loss chart shows: each run's newest losses, and those of the widths on the way. */
export const lossSheets = (sweep: Sweep, rows: Rows): readonly Sheet[] => [
  newest(sweep),
  onTheWay(sweep, { ...rows, axis: "step" }),
];

function newest({ runs, summary }: Sweep): Sheet {
  const { captions, columns } = strings().save;
  const { steps } = summary.recipe;
  const told = runs.map((run) => ({
    run,
    step: stepsDone(run),
    train: smoothedLoss(run, steps),
    heldOut: run.eval.last("loss/heldout"),
  }));
  return sheetOf<(typeof told)[number]>(
    captions.now,
    [
      { title: columns.run, name: "run_id", value: ({ run }) => run.id },
      { title: columns.width, name: "width", value: ({ run }) => run.width },
      { title: columns.seed, name: "seed", value: ({ run }) => run.seed },
      stepColumn(({ step }) => step),
      { title: columns.train, name: "loss", value: ({ train }) => train, shown: ({ train }) => nats(train) },
      {
        title: columns.heldOut,
        name: "heldout_loss",
        value: ({ heldOut }) => heldOut,
        shown: ({ heldOut }) => nats(heldOut),
      },
    ],
    told,
  );
}

function onTheWay(sweep: Sweep, rows: Rows): Sheet {
  const { captions } = strings().save;
  const last = newestStep(sweep);
  const steps = [...new Set(Array.from({ length: STEPS }, (_, i) => Math.round(((i + 1) * last) / STEPS)))];
  const readings = steps.filter((step) => step > 0).map((step) => readLosses(sweep, rows, step));
  const lossAt = (width: number) => (reading: (typeof readings)[number]) =>
    reading.losses.get(width)?.mean ?? Number.NaN;
  return sheetOf<(typeof readings)[number]>(
    captions.way,
    [
      stepColumn(({ at }) => at),
      ...sweep.summary.recipe.widths.map(
        (width): Column<(typeof readings)[number]> => ({
          title: String(width),
          name: `width_${width}`,
          value: lossAt(width),
          shown: (reading) => nats(lossAt(width)(reading)),
        }),
      ),
    ],
    readings,
  );
}

/** Every point that is drawn, for a file: lines slot by slot, dots evaluation by evaluation. */
export function drawnSheet({ all, grid }: LossSlots, axis: string): Sheet {
  const points = all.flatMap(({ series, value, low, high, dots }) => {
    const who = {
      series: series.kind,
      run: series.runs.length === 1 ? series.runs[0]!.id : "",
      width: series.width,
    };
    const held = dots.map(([at, loss]) => ({ ...who, at, loss, low: Number.NaN, high: Number.NaN }));
    const drawn = Array.from(grid.x, (at, slot) => ({
      ...{ ...who, at, loss: value[slot] ?? Number.NaN },
      ...{ low: low[slot] ?? Number.NaN, high: high[slot] ?? Number.NaN },
    }));
    const isThere = (one: (typeof drawn)[number]) => Number.isFinite(one.loss) || Number.isFinite(one.low);
    return [...drawn.filter(isThere), ...held];
  });
  const column = (name: "series" | "width" | "loss") => ({ title: null, name, value: at(name) });
  return sheetOf<(typeof points)[number]>(
    strings().save.captions.way,
    [
      column("series"),
      { title: null, name: "run_id", value: ({ run }) => run },
      column("width"),
      { title: null, name: axis, value: (one) => one.at },
      column("loss"),
      { title: null, name: "least", value: ({ low }) => low },
      { title: null, name: "greatest", value: ({ high }) => high },
    ],
    points,
  );
}

const at =
  <K extends string>(name: K) =>
  <R extends Readonly<Record<K, number | string>>>(row: R): number | string =>
    row[name];
