/** A rectangle in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pixels between a part of the page and its card, and between both and the window's edge. */
export const GAP = 16;

/**
 * Where a card stands beside what it speaks of: to the right, else to the left, else below or above it, always
 * inside the window's width. Coordinates are the page's.
 *
 * @param page the width of the page's window
 */
export function placeCard(target: Box, card: Size, page: number): { readonly x: number; readonly y: number } {
  const right = target.x + target.width + GAP;
  if (right + card.width <= page - GAP) return { x: right, y: target.y };
  const left = target.x - GAP - card.width;
  if (left >= GAP) return { x: left, y: target.y };
  const x = Math.max(GAP, Math.min(target.x, page - GAP - card.width));
  const above = target.y - GAP - card.height;
  return { x, y: above >= GAP ? above : target.y + target.height + GAP };
}

/**
 * How far the page must be scrolled for a part and its card to be seen; as it is, where they are.
 *
 * @param parts in the page's coordinates
 * @param from the page's scroll position
 * @param height of the part of the window that is free
 */
export function scrollFor(parts: readonly Box[], from: number, height: number): number {
  const top = Math.min(...parts.map(({ y }) => y)) - GAP;
  const bottom = Math.max(...parts.map((part) => part.y + part.height)) + GAP;
  if (top >= from && bottom <= from + height) return from;
  const least = bottom - height; // where what is lowest just comes into sight
  return Math.max(0, least <= top && from < least ? least : top);
}
