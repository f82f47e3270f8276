import { columnsCsv } from "../../export/columns-csv.ts";
import { saveFile } from "../../export/download.ts";
import { captionLines } from "../view/caption.ts";
import type { Provenance } from "../view/provenance.ts";
import { FigureSheet, layoutOf } from "./FigureSheet.tsx";
import type { Figure } from "./figure.ts";
import { svgText } from "./inline.ts";
import { pngOf } from "./png.ts";
import type { Format } from "./SaveMenu.tsx";

/** Pixels of a picture for each of the drawing's. */
const SCALE = 2;

/**
 * Hands a chart to the browser's downloads. Figures are always on light paper, since they go into documents; the
 * caption's lines say where they come from.
 *
 * @returns the file's name
 */
export async function saveFigure(figure: Figure, provenance: Provenance, format: Format): Promise<string> {
  const name = `widthwise-${figure.name}.${format}`;
  saveFile({ name, blob: await blobOf(figure, captionLines(provenance), format) });
  return name;
}

async function blobOf(figure: Figure, caption: readonly string[], format: Format): Promise<Blob> {
  if (format === "csv") {
    const { columns, rows } = figure.sheet;
    const text = columnsCsv(
      columns.map((column) => column.name),
      rows.map((row) => row.map((cell) => cell.value)),
    );
    return new Blob([text], { type: "text/csv;charset=utf-8" });
  }
  const svg = figureSvg(figure, caption);
  return format === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : pngOf(svg, SCALE);
}

/** A chart with its title, sentence, key and caption as a drawing of its own: no fonts, styles or files beside it. */
const figureSvg = (figure: Figure, caption: readonly string[]): string =>
  svgText(<FigureSheet figure={figure} layout={layoutOf(figure, caption)} />, "light");
