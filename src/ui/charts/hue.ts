/** The hue of task `index` of `n`, as a CSS custom property for `.task`. */
export const hueStyle = (index: number, n: number): Record<string, string> => ({
  "--hue": `${Math.round((index * 360) / n + 190)}`,
});
