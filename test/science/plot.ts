/** A small chart as SVG: lines, points and ranges, legible on light and on dark. */

/** One axis. */
export interface Axis {
  readonly label: string;
  /** Logarithmic axes have a line at each of their ticks. */
  readonly scale: "linear" | "log2";
  readonly ticks: readonly number[];
  /** The ends; at least two different numbers. */
  readonly range: readonly [number, number];
}

/** What belongs together and has one entry in the legend. */
export interface Series {
  readonly name: string;
  /** `line` joins its points; `range` draws a bar from low to high at each x. */
  readonly kind: "line" | "dots" | "range";
  /** `x, y` of lines and dots; `x, low, high` of ranges. Non-finite ones are left out. */
  readonly points: readonly (readonly number[])[];
  /** Ours, what it is held against, or a width's place on the ramp, 0 to 1. */
  readonly colour: "ours" | "reference" | number;
  /** Lengths of a line's dashes and gaps, so that lines of one colour can be told apart; left out, it is solid. */
  readonly dash?: string;
}

/** A whole chart. */
export interface Plot {
  readonly title: string;
  /** Date, engine, seeds: a line below the title. */
  readonly caption: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

const WIDTH = 720;
const HEIGHT = 420;
const FRAME = { left: 64, right: 704, top: 84, bottom: 336 };
/** Entries of the legend in a row, and the space of each. */
const LEGEND = { columns: 4, width: 170, top: 392, row: 17 };

const STYLE = `svg{--paper:#fbfaf7;--ink:#1c1d22;--soft:#5c5b56;--line:#e4e1d8;--ours:#0b6e6e;--reference:#a63a0a;--pale:#4a9cc4;--deep:#1c1a66}
@media(prefers-color-scheme:dark){svg{--paper:#14151a;--ink:#eae8e2;--soft:#a6a59e;--line:#2e3039;--ours:#4fd1c5;--reference:#fb923c;--pale:#4a6fae;--deep:#cdeaf5}}
text{font:12px system-ui,sans-serif;fill:var(--soft);font-variant-numeric:tabular-nums}.title{font-size:15px;fill:var(--ink)}
.grid{stroke:var(--line)}.mark{stroke:var(--c);fill:none;stroke-width:2}.dot{fill:var(--c)}.range{stroke:var(--c);stroke-width:7;stroke-opacity:.35;stroke-linecap:round}`;

/** Text as it may stand in an element or an attribute. */
export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The chart as a document of its own. */
export function svgOf(plot: Plot): string {
  const place = placing(plot);
  const rows = Math.ceil(plot.series.length / LEGEND.columns);
  const height = HEIGHT + (rows - 1) * LEGEND.row;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(plot.title)}">`,
    `<style>${STYLE}</style>`,
    `<rect width="${WIDTH}" height="${height}" fill="var(--paper)"/>`,
    `<text class="title" x="${FRAME.left}" y="26">${escaped(plot.title)}</text>`,
    `<text x="${FRAME.left}" y="45">${escaped(plot.caption)}</text>`,
    ...axes(plot, place),
    ...plot.series.map((series) => marks(series, place)),
    ...plot.series.map(legend),
    "</svg>\n",
  ].join("\n");
}

/** A point of the data as a point of the drawing. */
type Place = (x: number, y: number) => readonly [string, string];

function placing({ x, y }: Plot): Place {
  const [toX, toY] = [shareOn(x), shareOn(y)];
  return (px, py) => [
    (FRAME.left + toX(px) * (FRAME.right - FRAME.left)).toFixed(1),
    (FRAME.bottom - toY(py) * (FRAME.bottom - FRAME.top)).toFixed(1),
  ];
}

/** Where a value stands on an axis, 0 to 1; values outside stand at its ends. */
function shareOn({ scale, range }: Axis): (value: number) => number {
  const at = scale === "log2" ? Math.log2 : (value: number) => value;
  const [from, to] = [at(range[0]), at(range[1])];
  return (value) => Math.min(1, Math.max(0, (at(value) - from) / (to - from)));
}

function axes({ x, y }: Plot, place: Place): string[] {
  const lines = y.ticks.map((tick) => {
    const [, at] = place(x.range[0], tick);
    const label = `<text x="${FRAME.left - 8}" y="${at}" dy="4" text-anchor="end">${tickText(tick)}</text>`;
    return `<path class="grid" d="M${FRAME.left} ${at}H${FRAME.right}"/>${label}`;
  });
  const labels = x.ticks.map((tick) => {
    const [at] = place(tick, y.range[0]);
    const label = `<text x="${at}" y="${FRAME.bottom + 18}" text-anchor="middle">${tickText(tick)}</text>`;
    return `<path class="grid" d="M${at} ${FRAME.bottom}v5"/>${label}`;
  });
  const middle = (FRAME.left + FRAME.right) / 2;
  return [
    ...lines,
    ...labels,
    `<text x="${middle}" y="${FRAME.bottom + 36}" text-anchor="middle">${escaped(x.label)}</text>`,
    `<text x="${FRAME.left - 8}" y="${FRAME.top - 12}">${escaped(y.label)}</text>`,
  ];
}

/** `0.005`, `2⁻⁸` as 0.0039. */
const tickText = (value: number): string => String(Number(value.toPrecision(3))).replace("-", "−");

function marks(series: Series, place: Place): string {
  const { kind, points, colour } = series;
  const finite = points.filter((point) => point.every(Number.isFinite));
  const drawn = finite.map(([x, y, high]) => {
    const [at, from] = place(x as number, y as number);
    if (kind === "range") return rangeFrom(at, from, place(x as number, high as number)[1]);
    return dotAt(at, from, kind);
  });
  const corners = finite.map(([x, y]) => place(x as number, y as number).join(" "));
  const line = kind === "line" && corners.length > 1 ? lineThrough(corners.join("L"), series) : "";
  return `<g style="--c:${colourOf(colour)}">${line}${drawn.join("")}</g>`;
}

const rangeFrom = (x: string, low: string, high: string): string =>
  `<path class="range" d="M${x} ${low}V${high}"/>`;

const lineThrough = (corners: string, { dash }: Series): string =>
  `<path class="mark" d="M${corners}"${dash ? ` stroke-dasharray="${dash}"` : ""}/>`;

const dotAt = (x: string, y: string, kind: Series["kind"]): string =>
  `<circle class="dot" cx="${x}" cy="${y}" r="${kind === "line" ? 2.5 : 3.5}"/>`;

const colourOf = (colour: Series["colour"]): string =>
  typeof colour === "string"
    ? `var(--${colour})`
    : `color-mix(in oklch,var(--pale),var(--deep) ${(100 * colour).toFixed(0)}%)`;

function legend(series: Series, index: number): string {
  const x = FRAME.left + (index % LEGEND.columns) * LEGEND.width;
  const y = LEGEND.top + Math.floor(index / LEGEND.columns) * LEGEND.row;
  const sample = sampleOf(series, x, y - 4);
  return `<g style="--c:${colourOf(series.colour)}">${sample}<text x="${x + 26}" y="${y}">${escaped(series.name)}</text></g>`;
}

/** What the series looks like, in little. */
function sampleOf(series: Series, x: number, y: number): string {
  const middle = String(x + 10);
  if (series.kind === "range") return rangeFrom(middle, String(y - 3), String(y + 3));
  const line = series.kind === "line" ? lineThrough(`${x} ${y}H${x + 20}`, series) : "";
  return line + dotAt(middle, String(y), series.kind);
}

/** `n` + 1 evenly spaced ticks between two numbers, ends included. */
export const evenTicks = (from: number, to: number, n: number): number[] =>
  Array.from({ length: n + 1 }, (_, i) => from + (i * (to - from)) / n);

/** An axis of widths: logarithmic, a tick a width, a little air at the ends. */
export const widthAxis = (widths: readonly number[]): Axis => ({
  label: "width",
  scale: "log2",
  ticks: widths,
  range: [Math.min(...widths) / 1.15, Math.max(...widths) * 1.15],
});

/** An axis from 0 to 1. */
export const shareAxis = (label: string): Axis => ({
  label,
  scale: "linear",
  ticks: [0, 0.25, 0.5, 0.75, 1],
  range: [0, 1],
});
