/** The place of rung `index` of `n` on the colour ramp, as a CSS custom property for `.ramp`. */
export function rampStyle(index: number, n: number): Record<string, string> {
  const share = n > 1 ? index / (n - 1) : 0.7;
  return { "--p": `${(share * 100).toFixed(1)}%` };
}
