import { OWN_DATA } from "../../recipe/validate.ts";
import { previewOf } from "../../tasks/preview.ts";
import { probeOf, taskOf } from "../../tasks/registry.ts";
import { END } from "../../tasks/vocabulary.ts";
import type { DataSummary } from "../types.ts";

/** How the end token is shown. */
const END_MARK = "∎";

/** Symbols as a line of text: line ends and tabs made visible, words set apart. */
export function symbolsText(symbols: readonly string[]): string {
  const apart = symbols.some((symbol) => symbol !== END && [...symbol].length > 1);
  return symbols.map(visible).join(apart ? " " : "");
}

/** An answer as a line of text; one that is nothing but a space is made visible too. */
export const answerText = (symbols: readonly string[]): string =>
  symbols.length === 1 && symbols[0] === " " ? "␣" : symbolsText(symbols);

/** One symbol by itself; a space is made visible. */
export const shownSymbol = (symbol: string): string => answerText([symbol]);

const visible = (symbol: string) =>
  symbol === END ? END_MARK : symbol.replaceAll("\n", "↵").replaceAll("\t", "⇥");

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** One example of a task, `kfac → acfk`; a blank where none is known. */
export function exampleOf(task: string, data: DataSummary | null): string {
  if (task === OWN_DATA) {
    const example = data?.examples[0];
    return example ? `${cut(visible(example.prompt), 14)} → ${cut(visible(example.answer), 14)}` : "\u00a0";
  }
  const known = taskOf(task) ?? probeOf(task);
  if (!known) return "\u00a0";
  const { prompt, answer } = previewOf(known);
  return `${symbolsText(prompt)} → ${symbolsText(answer)}`;
}
