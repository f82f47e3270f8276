import type { Phase } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { percent } from "../format.ts";
import { isBusy } from "./phase.ts";

/** What a browser tells of its battery. */
export interface Charge {
  readonly charging: boolean;
  /** 0 to 1. */
  readonly level: number;
}

/** Below this a long sweep may not come to its end. */
const LOW = 0.25;

/** A kind word where the battery is low, or drained by training; empty otherwise. */
export function batteryWords(charge: Charge | null, phase: Phase): string {
  if (!charge || charge.charging) return "";
  const words = strings().play;
  if (charge.level < LOW) return words.batteryLow(percent(charge.level));
  return isBusy(phase) ? words.onBattery(percent(charge.level)) : "";
}
