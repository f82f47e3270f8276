import { useEffect, useState } from "preact/hooks";
import type { Sweep } from "../../store/store.ts";
import { FIRST_LOOK, type LossLook } from "./lossData.ts";
import { type Limits, limitsOf } from "./lossRows.ts";

/** What a person has chosen for the loss chart, and how to choose. */
export interface LossChoices {
  readonly look: LossLook;
  readonly logX: boolean;
  readonly logY: boolean;
  /** The rows that there were when drawing was paused; null while it goes on. */
  readonly limits: Limits | null;
  change(next: Partial<LossLook>): void;
  setLogX(on: boolean): void;
  setLogY(on: boolean): void;
  setPaused(on: boolean): void;
}

/** The choices for the loss chart. Another sweep is drawn as it comes, and with all of its widths. */
export function useLossLook(sweep: Sweep | null, behind: Sweep | null): LossChoices {
  const [look, setLook] = useState(FIRST_LOOK);
  const [logX, setLogX] = useState(false);
  const [logY, setLogY] = useState(true);
  const [limits, setLimits] = useState<Limits | null>(null);
  const change = (next: Partial<LossLook>) => setLook((old) => ({ ...old, ...next }));
  useEffect(() => {
    setLimits(null);
    change({ hidden: new Set() });
  }, [sweep]);
  return {
    ...{ look, logX, logY, limits, change, setLogX, setLogY },
    setPaused: (on) => setLimits(on ? limitsOf(sweep, behind) : null),
  };
}
