import "./figure.css";
import type { Drawing, Figure } from "./figure.ts";
import { wrapped } from "./text.ts";

const WIDTH = 800;
const MARGIN = 24;
const ROOM = WIDTH - 2 * MARGIN;

/** Sizes of text as in figure.css, and from line to line. */
const TITLE = { size: 17, weight: 600, line: 24 };
const WORDS = { size: 14, weight: 400, line: 20 };
const SMALL = { size: 12, weight: 400, line: 17 };

/** Lines of text and the base of the first one. */
interface Block {
  readonly lines: readonly string[];
  readonly y: number;
  readonly line: number;
}

/** Where everything of a figure stands. */
export interface Layout {
  readonly height: number;
  readonly title: Block;
  readonly words: Block;
  readonly drawing: Drawing & { readonly y: number };
  readonly key: Block;
  /** The line above the caption. */
  readonly rule: number;
  readonly caption: Block;
}

/** Title, sentence, drawing, key and caption below each other. */
export function layoutOf(figure: Figure, caption: readonly string[]): Layout {
  let y = MARGIN;
  const block = (texts: readonly string[], { size, weight, line }: typeof TITLE, after: number): Block => {
    const lines = texts.flatMap((text) => wrapped(text, ROOM, size, weight));
    const placed = { lines, y: y + size, line };
    y += lines.length * line + (lines.length > 0 ? after : 0);
    return placed;
  };
  const title = block([figure.title], TITLE, 4);
  const words = block([figure.words], WORDS, 10);
  const drawing = { ...figure.drawing(ROOM), y };
  y += drawing.height + 10;
  const key = block([figure.key], SMALL, 10);
  const rule = y;
  y += 12;
  const told = block(caption, SMALL, 0);
  return { height: y + MARGIN - 6, title, words, drawing, key, rule, caption: told };
}

interface Props {
  readonly figure: Figure;
  readonly layout: Layout;
}

/** A chart as it is saved. */
export function FigureSheet({ figure, layout }: Props) {
  const { height, drawing, rule } = layout;
  return (
    <svg
      class="figure"
      width={WIDTH}
      height={height}
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={`${figure.title}. ${figure.words}`}
    >
      <title>{figure.title}</title>
      <rect class="figure-paper" width={WIDTH} height={height} />
      <Lines block={layout.title} kind="figure-title" />
      <Lines block={layout.words} kind="figure-words" />
      <g transform={`translate(${MARGIN} ${drawing.y})`}>{drawing.node}</g>
      <Lines block={layout.key} kind="figure-small" />
      <line class="figure-rule" x1={MARGIN} x2={WIDTH - MARGIN} y1={rule} y2={rule} />
      <Lines block={layout.caption} kind="figure-small caption" />
    </svg>
  );
}

function Lines({ block, kind }: { readonly block: Block; readonly kind: string }) {
  return block.lines.map((line, i) => (
    <text key={i} class={kind} x={MARGIN} y={block.y + i * block.line}>
      {line}
    </text>
  ));
}
