/** Numbers as people read them. Files have their own, invariant, format (`export/`). */

const grouped = new Intl.NumberFormat("en-US");

/** `1,500`. */
export const count = (n: number): string => grouped.format(n);

/** `1 run`, `18 runs`. */
export const countOf = (n: number, one: string): string => `${count(n)} ${n === 1 ? one : `${one}s`}`;

/** `940`, `2.7 k`, `412 k`, `1.2 M`: no more than three figures. */
export function short(n: number): string {
  if (!Number.isFinite(n)) return "–";
  if (n < 1000) return String(Math.round(n));
  if (n < 999_500) return `${figures(n / 1000)} k`;
  return `${figures(n / 1e6)} M`;
}

const figures = (n: number) => (n < 9.95 ? n.toFixed(1) : n.toFixed(0));

const FLOPS = ["FLOPs", "kFLOPs", "MFLOPs", "GFLOPs", "TFLOPs", "PFLOPs"];

/** `940 FLOPs`, `2.3 GFLOPs`, `41 TFLOPs`. */
export function flops(n: number): string {
  if (!Number.isFinite(n)) return "–";
  const power = Math.min(FLOPS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, n * 1.0005)) / 3)));
  return `${power === 0 ? Math.round(n) : figures(n / 1000 ** power)} ${FLOPS[power]}`;
}

/** Measured seconds: `0.42 s`, `8.1 s`, `61 s`, `1,240 s`. */
export function seconds(n: number): string {
  if (!Number.isFinite(n)) return "–";
  return `${n < 1 ? n.toFixed(2) : n < 10 ? n.toFixed(1) : count(Math.round(n))} s`;
}

/** A rate: `0.42`, `8.1`, `61`, `1.2 k`; a dash where there is none. */
export function rate(n: number): string {
  if (!Number.isFinite(n)) return "–";
  return n < 1 ? n.toFixed(2) : n < 10 ? n.toFixed(1) : short(n);
}

/** A loss in nats: two figures that matter, at least two decimals. */
export function nats(n: number): string {
  if (!Number.isFinite(n)) return "–";
  if (n !== 0 && Math.abs(n) < 0.001) return n.toExponential(1);
  return n < 0.1 ? n.toFixed(4) : n.toFixed(3);
}

/** A score from 0 to 1 in per cent: `58`. 100 is kept for the perfect score. */
export function percent(score: number): string {
  if (!Number.isFinite(score)) return "–";
  const rounded = Math.round(score * 100);
  return String(rounded === 100 && score < 1 ? 99 : rounded);
}

/** A score in per cent for the eyes of somebody who asks: `47`, `6.3`, `0.39`; what is nearly nothing says so. */
export function exactPercent(score: number): string {
  const value = score * 100;
  if (value === 0 || value >= 9.95) return percent(score);
  if (value < 0.005) return "less than 0.01";
  return String(Number(value.toPrecision(2)));
}

/** `45 s`, `1 min 10 s`, `5 min`, `2 h 5 min`: rounded up, so that nothing ends later than was said. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  if (seconds <= 59) return `${Math.ceil(seconds)} s`;
  const tens = Math.ceil(seconds / 10) * 10;
  if (tens < 600) return parts(Math.floor(tens / 60), "min", tens % 60, "s");
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : parts(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

/** A time that is only known roughly: `3 s`, `50 s`, `4 min`, `1 h 20 min`, `5 h`. */
export function roughly(seconds: number): string {
  const to = (unit: number) => Math.max(unit, Math.round(seconds / unit) * unit);
  if (seconds < 9.5) return `${to(1)} s`;
  if (seconds < 57.5) return `${to(5)} s`;
  if (seconds < 570) return duration(to(seconds < 175 ? 10 : 30));
  return duration(to(seconds < 3420 ? 60 : seconds < 4 * 3600 ? 600 : 3600));
}

/** A nought says nothing: `5 min`, not `5 min 0 s`. */
const parts = (large: number, unit: string, small: number, smaller: string) =>
  small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smaller}`;

/** `17 kB`, `2.4 MB`. */
export function bytes(n: number): string {
  if (n < 1000) return countOf(n, "byte");
  return n < 1e6 ? `${figures(n / 1000)} kB` : `${figures(n / 1e6)} MB`;
}
