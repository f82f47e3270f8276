/**
 * The lower part of a rectangle with round corners, as the data of a path.
 *
 * @param share of its height, above 0 and up to 1
 */
export function bottomOf(width: number, height: number, radius: number, share: number): string {
  const top = height * (1 - share);
  const below = height - top;
  const round = (n: number) => Number(n.toFixed(2));
  const arc = (x: number, y: number) => `A${radius} ${radius} 0 0 1 ${round(x)} ${round(y)}`;
  if (below <= radius) {
    const inset = insetAt(radius, radius - below);
    return `M${round(width - inset)} ${round(top)}${arc(width - radius, height)}H${radius}${arc(inset, top)}Z`;
  }
  const inset = top < radius ? insetAt(radius, radius - top) : 0;
  const sides = top < radius ? arc(width, radius) : "";
  const close = top < radius ? `V${radius}${arc(inset, top)}` : `V${round(top)}`;
  return `M${round(width - inset)} ${round(top)}${sides}V${round(height - radius)}${arc(width - radius, height)}H${radius}${arc(0, height - radius)}${close}Z`;
}

/** How far a round corner has drawn in, so far from the line where it begins. */
const insetAt = (radius: number, from: number): number => radius - Math.sqrt(radius ** 2 - from ** 2);
