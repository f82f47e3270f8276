const numbers = (prompt: readonly string[], sign: string) => prompt.join("").split(sign).map(Number);
const padded = (n: number, digits: number) => [...String(n).padStart(digits, "0")];

/** What each task asks, said once more in plain words of another kind; facts have no rule. */
export const ANSWERS: Readonly<
  Record<string, (prompt: readonly string[], questions: readonly string[]) => readonly string[]>
> = {
  largest: (prompt) => [String(Math.max(...prompt.map(Number)))],
  copy: (prompt) => prompt,
  reverse: (prompt) => [...prompt].reverse(),
  sort: (prompt) => [...prompt].sort(),
  modular: (prompt) => {
    const [a = 0, b = 0] = numbers(prompt, "+");
    return padded((a + b) % 31, 2);
  },
  multiply: (prompt) => {
    const [a = 0, b = 0] = numbers(prompt, "×");
    return padded(a * b, 3).reverse();
  },
  count: (prompt) => [String(prompt.slice(0, 9).filter((letter) => letter === prompt[9]).length)],
  "add-reversed": (prompt) => {
    const [a = 0, b = 0] = numbers(prompt, "+");
    return padded(a + b, 4).reverse();
  },
  add: (prompt) => {
    const [a = 0, b = 0] = numbers(prompt, "+");
    return padded(a + b, 4);
  },
  recall: (prompt) => [prompt[prompt.slice(0, 12).indexOf(prompt[12] ?? "") + 1] ?? ""],
  "two-hops": (prompt) => {
    const next = new Map([0, 2, 4, 6, 8, 10].map((i) => [prompt[i], prompt[i + 1]]));
    return [next.get(next.get(prompt[12])) ?? ""];
  },
  induction: (prompt) => {
    const block = prompt.slice(0, -1).join("");
    return [...block.repeat(7).slice(prompt.length, 49)];
  },
  histogram: (prompt, questions) =>
    questions.map((asked) => String(prompt.filter((token) => token === asked).length)),
  mqar: (prompt, questions) => questions.map((key) => prompt[prompt.indexOf(key) + 1] ?? ""),
  "ten-digits": (prompt) => {
    const [a = 0, b = 0] = numbers(prompt, "+");
    return padded(a + b, 11).reverse();
  },
  "modular-table": (prompt) => [String((Number(prompt[0]) + Number(prompt[1])) % 113)],
  parity: (prompt) => [prompt.filter((bit) => bit === "1").length % 2 === 0 ? "even" : "odd"],
};

/** What a task's prompts look like. */
export const FORMS: Readonly<Record<string, RegExp>> = {
  largest: /^\d{6}$/,
  copy: /^[a-p]{8}$/,
  reverse: /^[a-p]{8}$/,
  sort: /^[a-p]{8}$/,
  modular: /^([012]\d|30)\+([012]\d|30)$/,
  multiply: /^\d\d×\d$/,
  count: /^[a-p]{10}$/,
  facts: /^\d{3}$/,
  "add-reversed": /^\d{3}\+\d{3}$/,
  add: /^\d{3}\+\d{3}$/,
  recall: /^([a-p]\d){6}[a-p]$/,
  "two-hops": /^[a-p]{13}$/,
  parity: /^[01]{8}$/,
  induction: /^([a-zA-F])[a-zA-F]{7,19}\1$/,
  histogram: /^[a-zA-F]{10}$/,
  mqar: /^([a-p][A-P]){6}$/,
  "ten-digits": /^\d{10}\+\d{10}$/,
  "modular-table": /^\d{2,6}$/,
};
