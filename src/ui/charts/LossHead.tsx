import { useId, useState } from "preact/hooks";
import type { Origin, Sweep } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { useLazy } from "../lazy.ts";
import { Press } from "../parts/Press.tsx";
import { OriginMark } from "../recorded/OriginMark.tsx";
import type { LossChoices } from "./useLossLook.ts";

const loadOptions = async () => (await import("./LossOptions.tsx")).LossOptions;

interface Props {
  readonly sweep: Sweep | null;
  /** Where that comes from; null where it is the visitor's present one. */
  readonly origin: Origin | null;
  readonly choices: LossChoices;
  readonly isZoomed: boolean;
  reset(): void;
}

/** The title and one quiet row: show all, pause drawing, and the rest folded away. */
export function LossHead({ sweep, origin, choices, isZoomed, reset }: Props) {
  const [open, setOpen] = useState(false);
  const Options = useLazy(loadOptions, open);
  const id = useId();
  const words = strings().loss;
  const isPaused = choices.limits !== null;
  const canPause = isPaused || (sweep !== null && sweep.endedAt === null);
  return (
    <>
      <div class="chart-head">
        <h2>
          {words.title}
          <OriginMark origin={origin} />
        </h2>
        <div class="chart-tools">
          <Tool can={isZoomed} use={reset} title={words.reset} />
          <Tool
            can={canPause}
            use={() => choices.setPaused(!isPaused)}
            title={isPaused ? words.resume : words.pause}
          />
          <button
            type="button"
            class="plain"
            aria-expanded={open}
            aria-controls={open && Options ? id : undefined}
            onClick={() => setOpen(!open)}
          >
            {words.options}
          </button>
        </div>
      </div>
      {open && Options && <Options {...{ id, sweep, choices }} />}
    </>
  );
}

interface ToolProps {
  readonly can: boolean;
  readonly title: string;
  use(): void;
}

/** A button that keeps its place where there is nothing for it. */
const Tool = ({ can, title, use }: ToolProps) => (
  <Press class="plain" away="away" off={!can} onPress={use}>
    {title}
  </Press>
);
