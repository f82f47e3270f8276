import { type Column, type RunRow, wordsOf } from "./runs.ts";

/** One condition of a filter, as it was written. */
interface Condition {
  readonly key: string;
  readonly sign: ":" | ">" | "<" | ">=" | "<=";
  readonly value: string;
}

/** A filter read: which rows it lets through, and which words it could make nothing of. */
export interface Filter {
  readonly unknown: readonly string[];
  isIn(row: RunRow): boolean;
}

const CONDITION = /^([^:<>=]+)(:|>=|<=|>|<|=)(.*)$/;

/**
 * Reads a filter such as `width:8 state:diverged sort>50% odd`: every condition must hold. `:` takes a value, several
 * with commas, or a range `4..16`; a word alone is looked for in everything that a row says. What it knows nothing of
 * is told and lets everything through.
 *
 * @param columns whose keys may stand in conditions
 */
export function readFilter(text: string, columns: readonly Column[]): Filter {
  const unknown: string[] = [];
  const tests = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) => {
      const condition = conditionOf(word);
      if (!condition) return (row: RunRow) => wordsOf(row, columns).includes(word);
      const column = columns.find(({ key }) => key === condition.key);
      if (!column) unknown.push(condition.key);
      return column && condition.value !== "" ? testOf(column, condition) : () => true;
    });
  return { unknown, isIn: (row) => tests.every((test) => test(row)) };
}

function conditionOf(word: string): Condition | null {
  const [, key = "", sign = "", value = ""] = CONDITION.exec(word) ?? [];
  if (sign === "") return null;
  return { key, sign: (sign === "=" ? ":" : sign) as Condition["sign"], value };
}

function testOf(column: Column, { sign, value }: Condition): (row: RunRow) => boolean {
  if (sign === ":") {
    const choices = value.split(",").filter((choice) => choice !== "");
    return (row) => choices.some((choice) => isLike(column.value(row), choice));
  }
  const bound = numberOf(value);
  if (Number.isNaN(bound)) return () => true; // still being written
  return (row) => {
    const own = column.value(row);
    if (typeof own !== "number") return false;
    if (sign === ">") return own > bound;
    if (sign === "<") return own < bound;
    return sign === ">=" ? own >= bound : own <= bound;
  };
}

/** A number as it is or within a range, a text that has it; `*` any text at all. */
function isLike(own: number | string, choice: string): boolean {
  if (typeof own === "string") return choice === "*" ? own !== "" : own.toLowerCase().includes(choice);
  const [low = "", high] = choice.split("..");
  if (high !== undefined) return own >= numberOf(low || "-Infinity") && own <= numberOf(high || "Infinity");
  return own === numberOf(choice);
}

/** `0.5`, `50%`, `1.2k`. */
function numberOf(text: string): number {
  const [, digits = "", unit = ""] = /^(-?infinity|[-+.\de]+)([%km]?)$/i.exec(text) ?? [];
  const scale = { "%": 0.01, k: 1e3, m: 1e6 }[unit] ?? 1;
  return digits === "" ? Number.NaN : Number(digits.replace(/infinity/i, "Infinity")) * scale;
}
