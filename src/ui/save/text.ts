/** Text in drawings: SVG breaks no lines by itself. */

const canvas = document.createElement("canvas").getContext("2d");

/** The page's fonts, which drawings name and the viewer's system has. */
const fontFamily = (): string => getComputedStyle(document.body).fontFamily;

/** Pixels that a text takes. */
function textWidth(text: string, size: number, weight = 400): number {
  if (!canvas) return text.length * size * 0.6;
  canvas.font = `${weight} ${size}px ${fontFamily()}`;
  return canvas.measureText(text).width;
}

/** A text as lines no wider than `width`, broken between words; a word that is wider has a line of its own. */
export function wrapped(text: string, width: number, size: number, weight = 400): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").filter((one) => one !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer, size, weight) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}

/** As much of a text as `width` has room for, with an ellipsis where that is not all. */
export function clipped(text: string, width: number, size: number, weight = 400): string {
  if (textWidth(text, size, weight) <= width) return text;
  let end = text.length;
  while (end > 1 && textWidth(`${text.slice(0, end)}…`, size, weight) > width) end--;
  return `${text.slice(0, end)}…`;
}
