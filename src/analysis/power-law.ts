/** L(x) = floor + scale · x^(−exponent): E, A and a of a scaling law. */
export interface PowerLaw {
  readonly floor: number;
  readonly scale: number;
  readonly exponent: number;
}

/** The law's loss at a size. */
export const lossAt = (law: PowerLaw, size: number): number => law.floor + law.scale * size ** -law.exponent;

/** A loss, the mean of `runs` runs, at a size (parameters or FLOPs). */
export interface SizedLoss {
  readonly size: number;
  readonly loss: number;
  readonly runs: number;
}

/** A law and where its exponent lies: `inside` the range searched, or at its end, which the losses do not pin. */
export interface FittedLaw {
  readonly law: PowerLaw;
  readonly exponent: "inside" | "at the end";
}

/** Exponents searched, and how many are tried before the best is refined; a finer grid finds the same. */
const LEAST = 0.01;
const MOST = 4;
const GRID = 48;
const REFINEMENTS = 30;

/**
 * The power law of least squares by variable projection (Golub & Pereyra, 1973): for each exponent the best
 * floor and scale, neither below 0, are known in closed form, so that one number is left to search: on a grid,
 * then by golden section. A search in all three at once is unstable (arXiv:2603.22339) and has gone wrong in
 * print (Besiroglu et al., arXiv:2404.10102). Residuals count relative to their loss, as in a fit of log L where
 * they are small. With a floor of 0 the law is a straight line through the logarithms, and fitted as that: the
 * losses of a task that can be solved span decades, over which relative residuals would draw the line too low.
 *
 * @param points at least two different sizes; losses positive
 * @param floor E where it is known (an entropy, 0 for a task that can be solved); fitted where not given
 */
export function fitPowerLaw(points: readonly SizedLoss[], floor?: number): FittedLaw {
  if (floor === 0) return straightLine(points);
  const problem = problemOf(points, floor);
  const rate = Math.log(MOST / LEAST) / (GRID - 1);
  const exponentOf = (i: number) => LEAST * Math.exp(rate * i);
  const error = (i: number) => project(problem, exponentOf(i)).error;
  let best = 0;
  let least = error(0);
  for (let i = 1; i < GRID; i++) {
    const found = error(i);
    if (found < least) [best, least] = [i, found];
  }
  const [from, to] = [Math.max(0, best - 1), Math.min(GRID - 1, best + 1)];
  const at = goldenSection(error, from, to);
  const { law } = project(problem, exponentOf(at));
  const inside = at > 1e-3 && at < GRID - 1 - 1e-3;
  return { law, exponent: inside ? "inside" : "at the end" };
}

/** L = scale · x^(−exponent): least squares of log L. No line where the loss does not fall. */
function straightLine(points: readonly SizedLoss[]): FittedLaw {
  const sum = (of: (point: SizedLoss) => number) => points.reduce((total, point) => total + of(point), 0);
  const runs = sum((point) => point.runs);
  const x = sum((point) => point.runs * Math.log(point.size)) / runs;
  const y = sum((point) => point.runs * Math.log(point.loss)) / runs;
  const xy = sum((point) => point.runs * (Math.log(point.size) - x) * (Math.log(point.loss) - y));
  const xx = sum((point) => point.runs * (Math.log(point.size) - x) ** 2);
  const exponent = -xy / xx;
  if (!(exponent > 0)) return { law: { floor: 0, scale: 0, exponent: LEAST }, exponent: "inside" };
  const law = { floor: 0, scale: Math.exp(y + exponent * x), exponent };
  return { law, exponent: exponent > LEAST && exponent < MOST ? "inside" : "at the end" };
}

interface Problem {
  /** Logarithms of the sizes, around their mean: powers of them stay near 1. */
  readonly xs: readonly number[];
  readonly middle: number;
  readonly losses: readonly number[];
  readonly weights: readonly number[];
  readonly floor: number | undefined;
}

function problemOf(points: readonly SizedLoss[], floor: number | undefined): Problem {
  const logs = points.map(({ size }) => Math.log(size));
  const middle = logs.reduce((sum, x) => sum + x, 0) / logs.length;
  return {
    xs: logs.map((x) => x - middle),
    middle,
    losses: points.map(({ loss }) => loss),
    weights: points.map(({ loss, runs }) => runs / loss ** 2),
    floor,
  };
}

/** The best floor and scale for an exponent, and the weighted squared error they leave. */
function project({ xs, middle, losses, weights, floor }: Problem, exponent: number) {
  let w = 0;
  let wu = 0;
  let wuu = 0;
  let wy = 0;
  let wuy = 0;
  let wyy = 0;
  for (let i = 0; i < xs.length; i++) {
    const weight = weights[i] as number;
    const y = (losses[i] as number) - (floor ?? 0);
    const u = Math.exp(-exponent * (xs[i] as number));
    w += weight;
    wu += weight * u;
    wuu += weight * u * u;
    wy += weight * y;
    wuy += weight * u * y;
    wyy += weight * y * y;
  }
  let offset = 0;
  let scale = Math.max(0, wuy / wuu);
  if (floor === undefined) {
    const slope = (w * wuy - wu * wy) / (w * wuu - wu * wu);
    const height = (wy - slope * wu) / w;
    // at most one of the two is negative; then the best lies where that one is 0
    if (!(slope > 0)) [offset, scale] = [wy / w, 0];
    else if (height > 0) [offset, scale] = [height, slope];
  }
  const error =
    wyy -
    2 * (offset * wy + scale * wuy) +
    offset * offset * w +
    2 * offset * scale * wu +
    scale * scale * wuu;
  const law = { floor: (floor ?? 0) + offset, scale: scale * Math.exp(exponent * middle), exponent };
  return { law, error };
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The place of the minimum of `f` between two places that have only one between them. */
function goldenSection(f: (x: number) => number, from: number, to: number): number {
  let [a, b] = [from, to];
  let [c, d] = [b - GOLDEN * (b - a), a + GOLDEN * (b - a)];
  let [fc, fd] = [f(c), f(d)];
  for (let i = 0; i < REFINEMENTS; i++) {
    if (fc < fd) {
      [b, d, fd] = [d, c, fc];
      c = b - GOLDEN * (b - a);
      fc = f(c);
    } else {
      [a, c, fc] = [c, d, fd];
      d = a + GOLDEN * (b - a);
      fd = f(d);
    }
  }
  return (a + b) / 2;
}
