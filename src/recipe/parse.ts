import { show } from "../lib/errors.ts";
import {
  type Field,
  type FieldName,
  fieldOf,
  type Problem,
  type Recipe,
  type Variant,
  type WeightedTask,
} from "./schema.ts";
import { formatVariant, parseVariants } from "./variant-text.ts";

/** A value, or what is wrong with the text. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

type Value = Recipe[FieldName];

/** Decimal notation only: `Number` alone would also take "", "0x10" and " 7 ". */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** How an empty sequence is written. */
const NONE = "none";

/**
 * Reads one field's value from text: a form's input, an address's value or a flag's argument.
 *
 * @returns the value within the field's range, or a problem that says what was expected and got
 */
export function parseField(name: FieldName, text: string): Parsed<Value> {
  const field = fieldOf(name);
  const trimmed = text.trim();
  switch (field.kind) {
    case "tasks":
      return parseTasks(field, trimmed);
    case "integers":
      return parseIntegers(field, trimmed);
    case "variants":
      return parseVariantList(field, trimmed);
    case "auto":
      return trimmed === "auto" ? ok("auto") : parseNumber(field, trimmed);
    case "choice":
      return field.choices.includes(trimmed) ? ok(trimmed as Value) : bad(field, trimmed);
    default:
      return parseNumber(field, trimmed);
  }
}

/** Writes a value as the text that {@link parseField} reads back. */
export function formatField(name: FieldName, value: Value): string {
  const field = fieldOf(name);
  if (field.kind === "variants") return (value as readonly Variant[]).map(formatVariant).join(",") || NONE;
  if (field.kind === "tasks") return (value as readonly WeightedTask[]).map(formatTask).join(",");
  if (field.kind === "integers") {
    const values = value as readonly number[];
    return field.sequence && values.length === 0 ? NONE : values.join(",");
  }
  return String(value);
}

const formatTask = (task: WeightedTask) => (task.weight === 1 ? task.name : `${task.name}:${task.weight}`);

/** What a field takes, in words: for problems, the form and `--help`. */
export function expectation(field: Field): string {
  switch (field.kind) {
    case "tasks":
      return "task names separated by commas, such as sort or sort:2,copy";
    case "integers":
      if (field.sequence) {
        return `${NONE}, or up to ${field.most} ascending whole numbers from ${count(field.min)} to ${count(field.max)}, separated by commas, such as ${field.sequence.example}`;
      }
      return `up to ${field.most} whole numbers from ${count(field.min)} to ${count(field.max)}, separated by commas, such as ${field.default.join(",")}`;
    case "variants":
      return `${NONE}, or up to ${field.most} variants separated by commas, each of layers=, lr= and param= joined by +, such as layers=1,layers=2 or lr=0.01+param=mup,lr=0.01+param=standard`;
    case "auto":
      return `auto or a whole number from ${count(field.min)} to ${count(field.max)}`;
    case "choice":
      return listOr(field.choices);
    case "integer":
      return `a whole number from ${count(field.min)} to ${count(field.max)}`;
    case "number":
      return `a number ${field.open ? "above" : "from"} ${field.min} ${field.open ? "and up to" : "to"} ${count(field.max)}`;
  }
}

/** With thousands separators, and every decimal: 0.9999 must not read as 1. */
const count = (n: number) => n.toLocaleString("en-US", { maximumFractionDigits: 10 });

/** `a, b or c`. */
export function listOr(items: readonly (string | number)[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} or ${items[items.length - 1]}`;
}

const ok = (value: Value): Parsed<Value> => ({ ok: true, value });

function bad(field: Field, got: string, detail = ""): Parsed<Value> {
  const what = got === "" ? "nothing" : show(got);
  return {
    ok: false,
    problem: {
      key: field.key,
      message: `${field.key}: expected ${expectation(field)}; got ${what}${detail}`,
    },
  };
}

function parseNumber(field: Extract<Field, { min: number }>, text: string): Parsed<Value> {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return inRange(field, value) ? ok(value) : bad(field, text);
}

function inRange(field: Extract<Field, { min: number }>, value: number): boolean {
  if (!Number.isFinite(value) || value < field.min || value > field.max) return false;
  if (field.kind === "number") return !(field.open && value === field.min);
  return Number.isInteger(value);
}

function parseIntegers(field: Extract<Field, { kind: "integers" }>, text: string): Parsed<Value> {
  if (field.sequence && text === NONE) return ok([]);
  const parts = text.split(",").map((part) => part.trim());
  const values: number[] = [];
  for (const part of parts) {
    const value = NUMBER.test(part) ? Number(part) : Number.NaN;
    if (!inRange(field, value)) return bad(field, text, badPart(part, parts.length));
    if (values.includes(value)) return bad(field, text, ` (${value} is there twice; leave one out)`);
    values.push(value);
  }
  if (values.length > field.most) return bad(field, text, ` (${values.length} numbers)`);
  if (!field.sequence) return ok(values.sort((a, b) => a - b));
  const fall = values.findIndex((value, i) => value < (values[i - 1] ?? value));
  return fall < 0 ? ok(values) : bad(field, text, ` (${values[fall]} follows ${values[fall - 1]})`);
}

function parseVariantList(field: Extract<Field, { kind: "variants" }>, text: string): Parsed<Value> {
  if (text === NONE) return ok([]);
  const variants = parseVariants(text, parseField);
  if (typeof variants === "string") return bad(field, text, text === "" ? "" : ` (${variants})`);
  return variants.length > field.most ? bad(field, text, ` (${variants.length} variants)`) : ok(variants);
}

const badPart = (part: string, parts: number) =>
  parts < 2 ? "" : part === "" ? " (an entry is empty)" : ` (${show(part)} is not one)`;

function parseTasks(field: Extract<Field, { kind: "tasks" }>, text: string): Parsed<Value> {
  const tasks: WeightedTask[] = [];
  for (const part of text.split(",")) {
    const [name = "", weightText, ...rest] = part.trim().split(":");
    const weight = weightText === undefined ? 1 : NUMBER.test(weightText) ? Number(weightText) : Number.NaN;
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name) || rest.length > 0) return bad(field, text);
    if (!(weight > 0 && weight <= 1e6)) {
      return bad(field, text, ` (the weight of ${name} must be a number above 0 and up to 1,000,000)`);
    }
    if (tasks.some((task) => task.name === name)) return bad(field, text, ` (${name} is there twice)`);
    tasks.push({ name, weight });
  }
  return ok(tasks);
}
