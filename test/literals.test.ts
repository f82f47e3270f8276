import { readdirSync, readFileSync } from "node:fs";
import { parseSync } from "vite";
import { expect, suite, test } from "vitest";

const FOLDER = new URL("../src/ui/", import.meta.url);

/** Attributes that people read or hear; what stands in all others is code. */
const READ = "aria-label aria-valuetext title alt placeholder label hint".split(" ");

/** What is the same in every language. */
const NAMES = ["Widthwise", "log₂"];

/** Calls that take selectors, queries or fonts, and what only developers read. */
const CODE_CALL = /^(matchMedia|querySelector|querySelectorAll|closest|matches|Error)$/;

const hasWord = (text: string) => /[A-Za-z]{2,}/.test(text) && !NAMES.includes(text.trim());

/** Words of a sentence: two of two letters or more with a space between them; no font, no list of classes, no selector. */
const isSentence = (text: string) =>
  /[A-Za-z]{2,}[,.:;]? [A-Za-z]{2,}/.test(text) && !/sans-serif|^[.#]?[a-z-]+( [a-z-]+)?$/.test(text.trim());

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode);

const nameOf = (value: unknown): string =>
  isNode(value) ? String(value.name ?? nameOf(value.property ?? value.name)) : "";

/** True for what is code by its place: imports, types, comparisons, classes, selectors. */
function isCode(node: Node): boolean {
  if (node.type.startsWith("Import") || node.type.startsWith("TS")) return node.type !== "TSAsExpression";
  if (node.type === "BinaryExpression") return /^[!=]==$/.test(String(node.operator));
  if (node.type === "JSXAttribute") return !READ.includes(nameOf(node.name));
  if (node.type === "Property") return /^(class|id|key)$/.test(nameOf(node.key));
  if (node.type === "NewExpression" || node.type === "CallExpression")
    return CODE_CALL.test(nameOf(node.callee));
  return false;
}

function textOf({ type, value }: Node): string | null {
  if (type === "JSXText" || type === "Literal") return typeof value === "string" ? value : null;
  return type === "TemplateElement" ? (value as { readonly cooked: string }).cooked : null;
}

/** Every text in a component or view that people would read in one language only. */
function literals(name: string, source: string): string[] {
  const found: string[] = [];
  const visit = (node: Node, isRead: boolean): void => {
    if (isCode(node)) return;
    const reads = isRead || node.type === "JSXAttribute" || node.type === "JSXText";
    const text = textOf(node);
    if (text !== null && (reads ? hasWord(text) : isSentence(text))) found.push(text.trim());
    for (const child of childrenOf(node)) visit(child, reads);
  };
  visit(parseSync(name, source).program as unknown as Node, false);
  return found;
}

suite("the page's words live in src/strings", () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.tsx?$/.test(file),
  );

  test("no component and no view has words of its own", () => {
    const left = files.flatMap((file) => {
      const found = literals(file, readFileSync(new URL(file, FOLDER), "utf8"));
      return found.map((text) => `${file}: ${text}`);
    });
    expect(files.length).toBeGreaterThan(80);
    expect(left).toEqual([]);
  });

  test("texts, read attributes and sentences are found; code is not", () => {
    const source = `
      import "./a b.css";
      const sentence = "Press Train now";
      const key = "held-out";
      const built = (n: number) => \`step \${n} of many runs\`;
      const view = <p class="quiet words" aria-label="Runs" title={on === "now" ? "Now" : words.x}>Loss <b>{n}</b></p>;
      const code = document.querySelector(".cell span");`;
    const found = ["Press Train now", "of many runs", "Runs", "Now", "Loss"];
    expect(literals("x.tsx", source)).toEqual(found);
  });
});
