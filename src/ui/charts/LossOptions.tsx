import { weightFor } from "../../analysis/smoothing.ts";
import { AXES } from "../../metrics/axis.ts";
import type { Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { count } from "../format.ts";
import { Choice } from "../parts/Choice.tsx";
import { type SeedsShown, showsRaw } from "./lossData.ts";
import type { LossChoices } from "./useLossLook.ts";

interface Props {
  readonly id: string;
  readonly sweep: Sweep | null;
  readonly choices: LossChoices;
}

const SEEDS: readonly SeedsShown[] = ["mean", "single"];

/** The rarer choices of the loss chart, folded away until they are asked for. */
export function LossOptions({ id, sweep, choices }: Props) {
  const words = strings().loss;
  const { look, logX, logY, change, setLogX, setLogY } = choices;
  return (
    <div class="loss-options" id={id}>
      <Choice
        label={words.against}
        shown
        options={AXES.map((value) => ({ value, title: words.axes[value] }))}
        value={look.axis}
        onChoose={(axis) => change({ axis })}
      />
      <Choice
        label={words.seeds}
        shown
        options={SEEDS.map((value) => ({ value, title: words.seedsShown[value] }))}
        value={look.seeds}
        onChoose={(seeds) => change({ seeds })}
      />
      <fieldset class="choice">
        <legend>{words.logarithmic}</legend>
        <Check label={words.logLoss} on={logY} set={setLogY} />
        <Check label={words.axes[look.axis]} on={logX} set={setLogX} />
      </fieldset>
      <div class="choice">
        <Smoothing sweep={sweep} choices={choices} />
        <Check
          label={words.raw}
          on={sweep !== null && showsRaw(look, sweep)}
          set={(raw) => change({ raw })}
        />
      </div>
      <p class="help">{words.hint}</p>
    </div>
  );
}

interface CheckProps {
  readonly label: string;
  readonly on: boolean;
  set(on: boolean): void;
}

function Check({ label, on, set }: CheckProps) {
  return (
    <label>
      <input type="checkbox" checked={on} onChange={(event) => set(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

/** The longest memory of the slider: 2 to this power. */
const LONGEST = 10;

/** How many steps the smoothed lines remember, none to about a thousand, in half powers of two. */
function Smoothing({ sweep, choices }: Omit<Props, "id">) {
  const words = strings().loss;
  const own = 1 / (1 - weightFor(sweep?.summary.recipe.steps ?? 0));
  const memory = choices.look.memory ?? own;
  const told = words.memory(count(Math.round(memory)));
  return (
    <label class="smoothing">
      <span class="name">{words.smoothing}</span>
      <input
        type="range"
        min={0}
        max={LONGEST}
        step={0.5}
        value={Math.log2(memory)}
        aria-valuetext={told}
        onInput={(event) => choices.change({ memory: 2 ** event.currentTarget.valueAsNumber })}
      />
      <span class="told">{told}</span>
    </label>
  );
}
