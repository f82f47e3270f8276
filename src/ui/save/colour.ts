const KNOWN = new Map<string, { readonly hex: string; readonly alpha: number }>();

const canvas = document.createElement("canvas");
canvas.width = canvas.height = 1;
const context = canvas.getContext("2d", { willReadFrequently: true });

/** Any colour of CSS as `#rrggbb` in sRGB and its opacity: what every program that reads SVG understands. */
export function hexOf(colour: string): { readonly hex: string; readonly alpha: number } {
  const known = KNOWN.get(colour);
  if (known) return known;
  if (!context) throw new Error("hexOf: expected a canvas to resolve colours with; got none");
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  const hex = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  const found = { hex, alpha: Number((alpha / 255).toFixed(3)) };
  KNOWN.set(colour, found);
  return found;
}
