/** Numbers as people read them, in the page's language. Files have their own, invariant, format (`export/`). */
import { strings } from "../strings/strings.ts";

const formats = new Map<string, Intl.NumberFormat>();

/** Making a format costs far more than using it. */
function grouped(locale: string): Intl.NumberFormat {
  const format = formats.get(locale) ?? new Intl.NumberFormat(locale);
  formats.set(locale, format);
  return format;
}

/** `1,500`. */
export const count = (n: number): string => grouped(strings().numbers.locale).format(n);

/** `940`, `2.7 k`, `412 k`, `1.2 M`: no more than three figures. */
export function short(n: number): string {
  if (!Number.isFinite(n)) return "–";
  if (n < 1000) return String(Math.round(n));
  const { thousands, millions } = strings().numbers;
  return n < 999_500 ? thousands(figures(n / 1000)) : millions(figures(n / 1e6));
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
  return strings().numbers.seconds(n < 1 ? n.toFixed(2) : n < 10 ? n.toFixed(1) : count(Math.round(n)));
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

/** A number of either sign, two decimals: `−0.12`, `14.3`. */
export function signed(n: number): string {
  if (!Number.isFinite(n)) return "–";
  const size = Math.abs(n);
  const digits = size < 9.995 ? size.toFixed(2) : size.toFixed(size < 99.95 ? 1 : 0);
  return n < 0 && Number(digits) !== 0 ? `−${digits}` : digits;
}

/** A share of 1 to a tenth of a per cent: `62.3 %`. */
export const percentOf = (share: number): string =>
  Number.isFinite(share)
    ? strings()
        .numbers.percent((share * 100).toFixed(1))
        .replace(" ", "\u00a0")
    : "–";

/** A score from 0 to 1 in per cent: `58`. 100 is kept for the perfect score. */
export function percent(score: number): string {
  if (!Number.isFinite(score)) return "–";
  const rounded = Math.round(score * 100);
  return String(rounded === 100 && score < 1 ? 99 : rounded);
}

/** A score for the eyes of somebody who asks: `47 %`, `6.3 %`, `0.39 %`; what is nearly nothing says so. */
export function exactPercents(score: number): string {
  const value = score * 100;
  const words = strings().numbers;
  if (value === 0 || value >= 9.95) return percents(score);
  if (value < 0.005) return words.below(words.percent("0.01"));
  return words.percent(String(Number(value.toPrecision(2))));
}

/** `45 s`, `1 min 10 s`, `5 min`, `2 h 5 min`: rounded up, so that nothing ends later than was said. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  const to = strings().numbers;
  if (seconds <= 59) return to.seconds(`${Math.ceil(seconds)}`);
  const tens = Math.ceil(seconds / 10) * 10;
  if (tens < 600) return parts(Math.floor(tens / 60), to.minutes, tens % 60, to.seconds);
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return to.minutes(`${minutes}`);
  return parts(Math.floor(minutes / 60), to.hours, minutes % 60, to.minutes);
}

/** A time that is only known roughly: `3 s`, `50 s`, `4 min`, `1 h 20 min`, `5 h`. */
export function roughly(seconds: number): string {
  const to = (unit: number) => Math.max(unit, Math.round(seconds / unit) * unit);
  if (seconds < 57.5) return strings().numbers.seconds(`${to(seconds < 9.5 ? 1 : 5)}`);
  if (seconds < 570) return duration(to(seconds < 175 ? 10 : 30));
  return duration(to(seconds < 3420 ? 60 : seconds < 4 * 3600 ? 600 : 3600));
}

/** A nought says nothing: `5 min`, not `5 min 0 s`. */
const parts = (large: number, unit: Unit, small: number, smaller: Unit) =>
  small === 0 ? unit(`${large}`) : `${unit(`${large}`)} ${smaller(`${small}`)}`;

type Unit = (n: string) => string;

/** `47 %`. */
export const percents = (score: number): string => strings().numbers.percent(percent(score));

/** `17 kB`, `2.4 MB`. */
export function bytes(n: number): string {
  if (n < 1000) return strings().numbers.bytes(count(n), n === 1);
  return n < 1e6 ? `${figures(n / 1000)} kB` : `${figures(n / 1e6)} MB`;
}
