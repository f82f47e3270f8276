/** Where widths and scores lie in the drawing of ability against width. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly height: number;
  x(width: number): number;
  y(score: number): number;
}

export const HEIGHT = 300;
export const TOP = 12;
export const BOTTOM = 28;
const LEFT = 40;

/** The frame of a drawing `size` pixels wide that leaves `labels` of them to the lines' names. */
export function frameOf(size: number, widths: readonly number[], labels: number): Frame {
  const right = Math.max(LEFT + 40, size - labels);
  const least = Math.log2(widths[0] ?? 1);
  const most = Math.log2(widths[widths.length - 1] ?? 2);
  const inset = 8;
  const span = Math.max(1e-9, most - least);
  const x = (width: number) =>
    widths.length < 2
      ? (LEFT + right) / 2
      : LEFT + inset + ((Math.log2(width) - least) / span) * (right - LEFT - 2 * inset);
  return { left: LEFT, right, height: HEIGHT, x, y: (score) => TOP + (1 - score) * (HEIGHT - TOP - BOTTOM) };
}

/** Which numbers below an axis have room: from the right, at least `gap` pixels from the last one shown. */
export function apart(xs: readonly number[], gap = 22): boolean[] {
  const shown = xs.map(() => false);
  let free = Number.POSITIVE_INFINITY;
  for (let i = xs.length - 1; i >= 0; i--) {
    if (xs[i]! > free) continue;
    shown[i] = true;
    free = xs[i]! - gap;
  }
  return shown;
}
