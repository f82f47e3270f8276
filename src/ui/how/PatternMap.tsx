import { useMemo, useState } from "preact/hooks";
import { laterStrings } from "../../strings/later.ts";
import { shownSymbol } from "../view/example.ts";

/** A place of the triangle: the position that looks, and where it looks. */
export type Place = readonly [from: number, to: number];

interface Props {
  readonly label: string;
  readonly symbols: readonly string[];
  /** (T,T) */
  readonly pattern: Float32Array;
  readonly place: Place;
  /** What is at the place, for whoever cannot see it. */
  readonly words: string;
  choose(place: Place): void;
}

/** From so many positions on there is no room for the tokens along the axes. */
const MOST_LABELS = 40;

/** Sizes in cells: the least room for labels, a character of theirs at most, and the air beside them. */
const [LEAST_ROOM, CHARACTER, AIR] = [1.6, 0.52, 0.7];

/** From more characters on a label stands upright above its column; from more than the second number it is cut. */
const [ACROSS, MOST_CHARACTERS] = [2, 12];

/** A symbol as it stands beside the map. */
function labelOf(symbol: string): string {
  const shown = [...shownSymbol(symbol)];
  return shown.length > MOST_CHARACTERS ? `${shown.slice(0, MOST_CHARACTERS - 1).join("")}…` : shown.join("");
}

/** What labels need above and beside the map, in cells. */
const roomFor = (labels: readonly string[]): number =>
  Math.max(LEAST_ROOM, Math.max(...labels.map((label) => [...label].length)) * CHARACTER + AIR);

/**
 * An attention pattern as a triangle: a row for each position that looks, a column for each that is looked at. The
 * pointer reads a place; so do the arrow keys, by a slider over the places that is not seen.
 */
export function PatternMap({ label, symbols, pattern, place, words, choose }: Props) {
  const [pointed, point] = useState(false);
  const T = symbols.length;
  const labelled = T <= MOST_LABELS;
  const labels = useMemo(() => symbols.map(labelOf), [symbols]);
  const room = labelled ? roomFor(labels) : 0;
  const [from, to] = place;
  return (
    <div class="pattern">
      <svg
        viewBox={`${-room} ${-room} ${T + room} ${T + room}`}
        class={pointed ? "pointed" : undefined}
        aria-hidden="true"
        onPointerMove={(event) => {
          const at = placeAt(event.currentTarget, event, room, T);
          point(at !== null);
          if (at) choose(at);
        }}
        onPointerLeave={() => point(false)}
      >
        <Cells pattern={pattern} T={T} />
        <rect class="chosen" x={to} y={from} width={1} height={1} />
        {labelled && <Labels labels={labels} place={place} />}
      </svg>
      <PlaceSlider {...{ label, T, place, words, choose }} />
    </div>
  );
}

interface SliderProps extends Pick<Props, "label" | "place" | "words" | "choose"> {
  readonly T: number;
}

/** Reads places off by keyboard; unseen, since the map shows which one it is. */
function PlaceSlider({ label, T, place, words, choose }: SliderProps) {
  return (
    <input
      type="range"
      aria-label={laterStrings().how.readCell}
      aria-roledescription={label}
      aria-valuetext={words}
      min={0}
      max={indexOf([T - 1, T - 1])}
      value={indexOf(place)}
      onKeyDown={(event) => {
        const next = neighbour(place, event.key, T);
        if (!next) return;
        event.preventDefault();
        choose(next);
      }}
      onInput={(event) => choose(placeOf(event.currentTarget.valueAsNumber))}
    />
  );
}

function Cells({ pattern, T }: { readonly pattern: Float32Array; readonly T: number }) {
  return (
    <>
      {Array.from({ length: T }, (_, from) =>
        Array.from({ length: from + 1 }, (_, to) => (
          <g key={`${from} ${to}`}>
            <rect class="ground" x={to} y={from} width={0.94} height={0.94} />
            <rect
              class="share"
              x={to}
              y={from}
              width={0.94}
              height={0.94}
              fill-opacity={(pattern[from * T + to] ?? 0).toFixed(2)}
            />
          </g>
        )),
      )}
    </>
  );
}

function Labels({ labels, place }: { readonly labels: readonly string[]; readonly place: Place }) {
  return (
    <>
      {labels.map((label, i) => (
        <g key={i}>
          <text class={i === place[1] ? "on" : undefined} {...aboveColumn(i, [...label].length > ACROSS)}>
            {label}
          </text>
          <text class={i === place[0] ? "on" : undefined} x={-0.4} y={i + 0.72} text-anchor="end">
            {label}
          </text>
        </g>
      ))}
    </>
  );
}

/** Where a column's label stands; a long one is read from below. */
const aboveColumn = (column: number, isLong: boolean) =>
  isLong
    ? { transform: `translate(${column + 0.68} -0.35) rotate(-90)` }
    : { x: column + 0.47, y: -0.45, "text-anchor": "middle" as const };

/** The place under the pointer; null outside the triangle. */
function placeAt(svg: SVGElement, event: PointerEvent, room: number, T: number): Place | null {
  const { left, top, width } = svg.getBoundingClientRect();
  const unit = width / (T + room);
  const to = Math.floor((event.clientX - left) / unit - room);
  const from = Math.floor((event.clientY - top) / unit - room);
  return to >= 0 && from < T && to <= from ? [from, to] : null;
}

/** Places row by row, as the slider counts them. */
const indexOf = ([from, to]: Place): number => (from * (from + 1)) / 2 + to;

function placeOf(index: number): Place {
  const from = Math.floor((Math.sqrt(8 * index + 1) - 1) / 2);
  return [from, index - indexOf([from, 0])];
}

/** Where an arrow key leads; null for other keys, and at the triangle's edge where it stays. */
function neighbour([from, to]: Place, key: string, T: number): Place | null {
  const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[key];
  if (!move) return null;
  const row = Math.max(0, Math.min(T - 1, from + move[0]!));
  return [row, Math.max(0, Math.min(row, to + move[1]!))];
}
