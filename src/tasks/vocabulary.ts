import type { Task } from "./task.ts";

/** The token that stands between prompt and answer. */
export const SEPARATOR = "=";
/** Its name where a user's own text has a character "=". */
const OTHER_SEPARATOR = "<sep>";
/** The token that closes answers of different lengths. */
export const END = "<end>";
/** What characters that were rare, or never seen in training, are shown as. */
export const UNKNOWN = "\uFFFD";

/** Tokens of a mixture: exactly what its tasks use. Ids are indices into `tokens`. */
export interface Vocabulary {
  /**
   * In this order: the separator, the end token, one token per task in the recipe's order (in mixtures
   * only), single characters by code point, then words such as "even".
   */
  readonly tokens: readonly string[];
  /** Id of the separator; -1 where no task has one. */
  readonly separator: number;
  /** Id of the end token; -1 where no task's answers differ in length. */
  readonly end: number;
  /** Per task, the id of its task token; -1 where there is only one task. */
  readonly taskTokens: readonly number[];
  /** Per task, the ids of its own symbols: (task symbols) → token id. */
  readonly ids: readonly Int32Array[];
}

/** Collects the tokens of some tasks. Tasks share the symbols that look the same. */
export function buildVocabulary(tasks: readonly Task[]): Vocabulary {
  const symbols = [...new Set(tasks.flatMap((task) => task.symbols))].sort(bySymbol);
  const tokens: string[] = [];
  const add = (wanted: boolean, token: string) => (wanted ? tokens.push(token) - 1 : -1);

  const separator = add(
    tasks.some((task) => task.separator),
    symbols.includes(SEPARATOR) ? OTHER_SEPARATOR : SEPARATOR,
  );
  const end = add(
    tasks.some((task) => task.variableAnswer),
    END,
  );
  const taskTokens = tasks.map((task) => add(tasks.length > 1, `<${task.name}>`));
  const idOf = new Map(symbols.map((symbol) => [symbol, add(true, symbol)]));
  const ids = tasks.map((task) => Int32Array.from(task.symbols, (symbol) => idOf.get(symbol) as number));
  return { tokens, separator, end, taskTokens, ids };
}

/** Single characters by code point (UTF-16's order would put emoji before U+FFFD), then words. */
function bySymbol(a: string, b: string): number {
  const first = a.codePointAt(0) ?? 0;
  const second = b.codePointAt(0) ?? 0;
  return Number(isWord(a)) - Number(isWord(b)) || first - second || (a < b ? -1 : 1);
}

const isWord = (symbol: string) => symbol.length > String.fromCodePoint(symbol.codePointAt(0) ?? 0).length;

/** The symbols of token ids `from` up to `to` (not included). */
export function symbolsOf(
  vocabulary: readonly string[],
  ids: ArrayLike<number>,
  from = 0,
  to = ids.length,
): string[] {
  const symbols: string[] = [];
  for (let i = from; i < to; i++) symbols.push(vocabulary[ids[i] as number] ?? UNKNOWN);
  return symbols;
}
