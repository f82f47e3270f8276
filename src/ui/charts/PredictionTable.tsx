import { predictionError } from "../../analysis/scaling.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count, nats } from "../format.ts";
import { Scroller } from "../parts/Scroller.tsx";
import { forecastWords, type ScalingView, type ToldForecast } from "../view/scaling.ts";

const PREDICTED = ["width", "step", "written", "predicted", "interval", "came", "error"] as const;

interface PredictionProps {
  readonly sweep: Sweep | null;
  readonly view: ScalingView | null;
  /** Room for so many is kept, so that those that come push nothing down. */
  readonly rows: number;
}

/** What was predicted, when it was written down, and what came. */
export function PredictionTable({ sweep, view, rows }: PredictionProps) {
  const { predicted, predictedHelp, columns } = strings().charts.scaling;
  return (
    <div class="predictions" style={{ "--rows": String(rows) }}>
      <h3 id="predictions-title">{predicted}</h3>
      <p class="words">{(view && forecastWords(view)) || predictedHelp}</p>
      {sweep && view && view.forecasts.length > 0 && (
        <Scroller labelledby="predictions-title">
          <table aria-labelledby="predictions-title">
            <thead>
              <tr>
                {PREDICTED.map((column) => (
                  <th key={column} scope="col">
                    {columns[column]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {view.forecasts.map((one) => (
                <Row key={`${one.facts.width} ${one.facts.step}`} one={one} startedAt={sweep.startedAt} />
              ))}
            </tbody>
          </table>
        </Scroller>
      )}
    </div>
  );
}

function Row({ one, startedAt }: { readonly one: ToldForecast; readonly startedAt: number }) {
  const { writtenAt } = strings().charts.scaling;
  const { facts, forecast } = one;
  const { interval } = facts.prediction;
  const error = predictionError(facts.prediction, facts.outcome);
  return (
    <tr>
      <th scope="row">{facts.width}</th>
      <td>{count(facts.step)}</td>
      <td title={writtenAt(new Date(forecast.madeAt).toISOString(), count(forecast.stepsTaken))}>
        {writtenWords(forecast.madeAt - startedAt)}
      </td>
      <td>{nats(facts.prediction.loss)}</td>
      <td>{interval ? `${nats(interval.low)}–${nats(interval.high)}` : "–"}</td>
      <td>{nats(facts.outcome)}</td>
      <td>{error ? signed(error.actual / facts.prediction.loss - 1) : "–"}</td>
    </tr>
  );
}

/** `after 12 s`. */
const writtenWords = (milliseconds: number): string =>
  strings().charts.scaling.after(count(Math.max(0, Math.round(milliseconds / 1000))));

/** `+12 %`, `−3.4 %`: of what was predicted. */
function signed(share: number): string {
  const size = Math.abs(share * 100);
  const sign = share < 0 ? "−" : "+";
  return strings().numbers.percent(`${sign}${size < 9.5 ? size.toFixed(1) : count(Math.round(size))}`);
}
