import { strings } from "../../strings/strings.ts";
import { count } from "../format.ts";
import { Press } from "../parts/Press.tsx";
import type { Moment } from "./useMoment.ts";

/** Looks back at any evaluation, and sets two of them against each other. */
export function MomentBar({ moment }: { readonly moment: Moment }) {
  const { steps, at, against, setAt, setAgainst } = moment;
  const words = strings().play;
  const off = steps.length < 2;
  const half = steps[Math.floor((steps.length - 1) / 2)] ?? 0;
  return (
    <div class="moment" title={off ? words.noMoments : undefined}>
      <Slider label={words.lookBack} {...{ steps, off }} step={at} choose={setAt} />
      <Press class="quiet-button" off={at === null} onPress={() => setAt(null)}>
        {words.now}
      </Press>
      <label class="toggle">
        <input
          type="checkbox"
          checked={against !== null}
          disabled={off}
          onChange={(event) => setAgainst(event.currentTarget.checked ? half : null)}
        />
        <span>{words.compareMoments}</span>
      </label>
      {against !== null && (
        <>
          <Slider label={words.otherMoment} {...{ steps, off }} step={against} choose={setAgainst} />
          <small class="moment-key">{words.compared(count(at ?? steps.at(-1) ?? 0), count(against))}</small>
        </>
      )}
    </div>
  );
}

interface SliderProps {
  readonly label: string;
  readonly steps: readonly number[];
  /** null for now. */
  readonly step: number | null;
  readonly off: boolean;
  choose(step: number): void;
}

/** One moment: a slider over evaluations, so that an arrow key goes to the next. */
function Slider({ label, steps, step, off, choose }: SliderProps) {
  const words = strings().play;
  const last = steps.length - 1;
  const at = step === null ? last : steps.indexOf(step);
  const shown = step === null ? words.nowAt(count(steps[last] ?? 0)) : words.atStep(count(step));
  return (
    <label class="moment-slider">
      <span>{label}</span>
      <input
        type="range"
        min={0}
        max={Math.max(1, last)}
        value={off ? 1 : at}
        disabled={off}
        aria-valuetext={shown}
        onInput={(event) => choose(steps[Number(event.currentTarget.value)] ?? 0)}
      />
      <output>{off ? "" : shown}</output>
    </label>
  );
}
