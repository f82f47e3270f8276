import "./figure.css";
import { strings } from "../../strings/strings.ts";
import type { AbilityRow } from "../view/abilities.ts";
import { StairsDrawing, type StairsFrame, stairsHeight } from "./StairsDrawing.tsx";
import { clipped, wrapped } from "./text.ts";

/** Pixels of a card: what messengers and networks show of a link. */
const CARD = { width: 1200, height: 630 } as const;

const MARGIN = 64;
const ROOM = CARD.width - 2 * MARGIN;
/** Where the stairs' room begins below the name, and where it ends above the caption. */
const TOP = 112;
const BOTTOM = 536;

/** What a card tells. */
export interface CardContent {
  /** Sentence of what was found, and what is to be said more quietly after it. */
  readonly lead: string;
  readonly aside: string;
  /** In the order in which they are to stand. */
  readonly rows: readonly AbilityRow[];
  readonly widths: readonly number[];
  /** One a width. */
  readonly parameters: readonly number[];
  /** Where it comes from: the recipe, and what ran it. */
  readonly caption: readonly string[];
}

/** Sizes of the sentence, the largest that leaves the stairs their room. */
const LEADS = [40, 34, 29, 25, 22];
const MOST_LINES = 4;

interface Lead {
  readonly lines: readonly string[];
  readonly size: number;
}

/** Room for the sentence: many rows need the rest. */
const roomOf = (rows: number): number => (rows > 5 ? 44 : 92);

/** The sentence as large as its room allows; what is longer than all lines is cut. */
function leadOf(text: string, room: number): Lead {
  for (const size of LEADS) {
    const lines = wrapped(text, ROOM, size, 650);
    if (lines.length * size <= room) return { lines, size };
  }
  const size = LEADS[LEADS.length - 1]!;
  const lines = wrapped(text, ROOM, size, 650);
  if (lines.length <= MOST_LINES) return { lines, size };
  const last = clipped(`${lines.slice(MOST_LINES - 1).join(" ")}`, ROOM, size, 650);
  return { lines: [...lines.slice(0, MOST_LINES - 1), last], size };
}

const LEAST_CELL = 16;

/** The stairs as large as their room allows, and how many of the rows they have room for. */
function stairsIn(height: number, rows: number): { readonly frame: StairsFrame; readonly n: number } {
  const bar = Math.max(44, Math.min(130, height * 0.42 - rows * 12));
  const least = { width: ROOM, label: 200, bar, cell: LEAST_CELL, gap: 3, text: 13 };
  const free = height - stairsHeight(0, { ...least, text: 17 });
  const n = Math.min(rows, Math.max(1, Math.floor(free / (LEAST_CELL + least.gap))));
  const cell = Math.min(64, free / n - (n > 8 ? 3 : 6));
  const text = Math.max(13, Math.min(20, cell * 0.6));
  return { n, frame: { ...least, cell, gap: n > 8 ? 3 : 6, text } };
}

/** A picture of what a sweep has shown, to be sent to somebody: the sentence, the staircase, where it comes from. */
export function Card({ lead, aside, rows, widths, parameters, caption }: CardContent) {
  const words = strings().share;
  const { lines, size } = leadOf(lead, roomOf(rows.length));
  const below = TOP + lines.length * size * 1.22 + (aside === "" ? 0 : 30);
  const { frame, n } = stairsIn(BOTTOM - below - 18, rows.length);
  const height = stairsHeight(n, frame);
  const top = below + 14 + Math.max(0, (BOTTOM - below - 14 - height) / 2);
  const more = rows.length > n ? words.moreRows(rows.length - n) : "";
  return (
    <svg class="card" {...CARD} viewBox={`0 0 ${CARD.width} ${CARD.height}`} role="img" aria-label={lead}>
      <title>{lead}</title>
      <rect class="figure-paper" {...CARD} />
      <Name />
      {lines.map((line, i) => (
        <text key={line} class="card-lead" x={MARGIN} y={TOP + size + i * size * 1.22} style={px(size)}>
          {line}
        </text>
      ))}
      <text class="card-aside" x={MARGIN} y={below - 4}>
        {clipped(aside, ROOM, 19)}
      </text>
      <g transform={`translate(${MARGIN} ${top.toFixed(1)})`}>
        <StairsDrawing {...{ widths, parameters, frame }} rows={rows.slice(0, n)} />
      </g>
      <line class="figure-rule" x1={MARGIN} x2={CARD.width - MARGIN} y1={BOTTOM + 16} y2={BOTTOM + 16} />
      {[more, ...caption].filter(Boolean).map((line, i, all) => (
        <text key={line} class="card-caption" x={MARGIN} y={BOTTOM + 44 + i * (all.length > 2 ? 20 : 24)}>
          {clipped(line, ROOM, 16)}
        </text>
      ))}
    </svg>
  );
}

/** Four bars, as in the page's icon. */
const BARS = [8, 14, 20, 26];

/** The name with its mark, and the question. */
function Name() {
  const [before, stressed, after] = strings().frame.question;
  return (
    <>
      {BARS.map((height, i) => (
        <rect
          key={height}
          class="ramp card-bar"
          style={{ "--p": `${(i * 100) / 3}%` }}
          x={MARGIN + i * 9}
          y={80 - height}
          width="7"
          height={height}
          rx="1.5"
        />
      ))}
      <text class="card-name" x={MARGIN + 48} y="80">
        Widthwise
      </text>
      <text class="card-question" x={CARD.width - MARGIN} y="79">
        {before}
        {stressed}
        {after}
      </text>
    </>
  );
}

const px = (size: number) => ({ fontSize: `${size}px` });
