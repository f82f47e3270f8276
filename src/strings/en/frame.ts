/** Header and footer. */
export const frame = {
  title: "Widthwise",
  description:
    "Train a ladder of tiny Transformers, narrow to wide, in this browser tab, and see abilities appear as the width grows.",
  language: "Language",
  how: "How it works",
  /** The question, in three parts: the middle one is stressed. */
  question: ["What can a Transformer do, and what can it not do ", "yet", "?"],
  private: "Everything runs in this tab; nothing leaves it.",
  seeds: (seeds: number) => (seeds === 1 ? "1 seed" : `${seeds} seeds`),
  steps: (steps: string, one: boolean) => (one ? `${steps} step` : `${steps} steps`),
  /** @param size as `64 × 16` with tokens, `64` with sequences */
  perStep: (size: string, isTokens: boolean) => `${size} ${isTokens ? "tokens" : "sequences"} a step`,
  parameters: (parameters: string, width: number) => `${parameters} parameters at width ${width}`,
};
