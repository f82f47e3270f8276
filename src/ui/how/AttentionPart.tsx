import { useState } from "preact/hooks";
import type { Inspection } from "../../protocol.ts";
import { laterStrings } from "../../strings/later.ts";
import { percentOf, signed } from "../format.ts";
import { Prose } from "../glossary/Term.tsx";
import { Choice } from "../parts/Choice.tsx";
import { shownSymbol } from "../view/example.ts";
import { matchOf, patternOf, rowOf } from "../view/inside.ts";
import { Part } from "./Part.tsx";
import { PatternMap, type Place } from "./PatternMap.tsx";

interface Props {
  readonly inspection: Inspection;
  readonly position: number;
  readonly layer: number;
  chooseLayer(layer: number): void;
}

interface NumberedProps {
  readonly label: string;
  readonly n: number;
  readonly value: number;
  choose(value: number): void;
}

/** One of `n`, counted from 1. */
function Numbered({ label, n, value, choose }: NumberedProps) {
  const options = Array.from({ length: n }, (_, i) => ({ value: String(i), title: String(i + 1) }));
  return (
    <Choice
      {...{ label, options }}
      shown
      value={String(value)}
      onChoose={(chosen) => choose(Number(chosen))}
    />
  );
}

/** Where each position looks, in any layer and head. */
export function AttentionPart({ inspection, position, layer, chooseLayer }: Props) {
  const words = laterStrings().how;
  const [chosenHead, setHead] = useState(0);
  const [read, setRead] = useState<{ readonly of: number; readonly place: Place } | null>(null);
  const head = Math.min(chosenHead, inspection.heads - 1);
  const pattern = patternOf(inspection, layer, head);
  const T = inspection.tokens.length;
  const place: Place =
    read?.of === position && read.place[0] < T ? read.place : [position, mostAt(pattern, position, T)];
  const told = cellWords(inspection, layer, head, place);
  return (
    <Part name="attention" title={words.layersTitle}>
      <p>
        <Prose text={words.attention} terms={["attention"]} />
      </p>
      <div class="how-choices">
        <Numbered label={words.layer} n={inspection.layers} value={layer} choose={chooseLayer} />
        <Numbered label={words.head} n={inspection.heads} value={head} choose={setHead} />
      </div>
      <figure class="looks">
        <PatternMap
          label={words.patternLabel(layer + 1, head + 1)}
          symbols={inspection.tokens.map(({ symbol }) => symbol)}
          {...{ pattern, place }}
          words={told[0] ?? ""}
          choose={(next) => setRead({ of: position, place: next })}
        />
        <figcaption>
          {told.map((sentence) => (
            <span key={sentence}>{sentence}</span>
          ))}
          <small>{words.axes}</small>
        </figcaption>
      </figure>
    </Part>
  );
}

/** The position that another takes most from. */
function mostAt(pattern: Float32Array, from: number, T: number): number {
  const row = rowOf(pattern, from, T);
  return row.indexOf(Math.max(...row));
}

/** What a cell says: the share, how it comes about, and where the whole row goes. */
function cellWords(inspection: Inspection, layer: number, head: number, [from, to]: Place): string[] {
  const words = laterStrings().how;
  const T = inspection.tokens.length;
  const row = rowOf(patternOf(inspection, layer, head), from, T);
  const name = (at: number) => words.at(shownSymbol(inspection.tokens[at]?.symbol ?? ""), at);
  const share = (at: number) => percentOf(row[at] ?? 0);
  const match = matchOf(inspection, layer, head, [from, to]);
  const most = Array.from(row.keys())
    .sort((a, b) => (row[b] ?? 0) - (row[a] ?? 0))
    .slice(0, Math.min(3, from + 1));
  return [
    words.takes(name(from), name(to), share(to)),
    match ? words.product(signed(match.product), signed(inspection.attentionScale), signed(match.score)) : "",
    words.spread(name(from), most.map((at) => `${name(at)} ${share(at)}`).join(", ")),
  ].filter((sentence) => sentence !== "");
}
