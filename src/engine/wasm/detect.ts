/** Which of the two builds this machine can run. */

/** The plain build needs SIMD; the relaxed one rounds a·b + c once where the processor can. */
export type Variant = "plain" | "relaxed";

/** The binary of each build, by file name. */
export const BINARIES: Readonly<Record<Variant, string>> = {
  plain: "step.wasm",
  relaxed: "step-relaxed.wasm",
};

/** Modules with one function of one vector instruction, whose result is dropped. */
const moduleOf = (body: readonly number[]): Uint8Array<ArrayBuffer> => {
  const code = [0, ...body, 26, 11]; // no locals … drop, end
  const header = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0];
  return new Uint8Array([...header, 10, code.length + 2, 1, code.length, ...code]);
};

/** i32.const 0; i8x16.splat */
const VECTOR = [65, 0, 253, 15];
/** The same three times; f32x4.relaxed_madd (0xfd 0x105). */
const FUSED = [...VECTOR, ...VECTOR, ...VECTOR, 253, 133, 2];

/** The best build this machine can run; null without SIMD. */
export function bestVariant(): Variant | null {
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(moduleOf(VECTOR))) return null;
  return WebAssembly.validate(moduleOf(FUSED)) ? "relaxed" : "plain";
}
