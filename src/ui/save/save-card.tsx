import { saveFile } from "../../export/download.ts";
import { Card, type CardContent } from "./Card.tsx";
import { svgText } from "./inline.ts";
import { pngOf } from "./png.ts";

export type Theme = "light" | "dark";

/** The card as a picture, 1,200 × 630 pixels. */
export const cardPicture = (content: CardContent, theme: Theme): Promise<Blob> =>
  pngOf(svgText(<Card {...content} />, theme), 1);

/** Hands the card to the browser's downloads; returns the file's name. */
export function saveCard(blob: Blob): string {
  const name = "widthwise-card.png";
  saveFile({ name, blob });
  return name;
}

/** True where the browser can put a picture on the clipboard. */
export const canCopyPicture = (): boolean => "ClipboardItem" in window && "clipboard" in navigator;

/** Puts the card on the clipboard; false where the browser does not allow it. */
export async function copyPicture(blob: Blob): Promise<boolean> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ [blob.type]: blob })]);
    return true;
  } catch {
    return false;
  }
}
