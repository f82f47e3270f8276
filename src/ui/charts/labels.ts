/**
 * Places labels beside the ends of lines: as near to `wanted` as `gap` between neighbours allows, their
 * order kept, inside `from` to `to`. Pool-adjacent-violators: the least-squares answer, in linear time
 * after sorting (isotonic regression of wanted − rank · gap).
 *
 * @returns one position per wanted one, in the same order
 */
export function placeLabels(wanted: readonly number[], gap: number, from: number, to: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const room = Math.max(0, to - from - (wanted.length - 1) * gap);
  const blocks: { sum: number; n: number }[] = [];
  order.forEach((index, rank) => {
    let block = { sum: wanted[index]! - from - rank * gap, n: 1 };
    for (let last = blocks.at(-1); last && last.sum / last.n > block.sum / block.n; last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, n: last.n + block.n };
      blocks.pop();
    }
    blocks.push(block);
  });
  const placed = new Array<number>(wanted.length).fill(from);
  let rank = 0;
  for (const { sum, n } of blocks) {
    const shift = Math.min(room, Math.max(0, sum / n));
    for (let i = 0; i < n; i++, rank++) placed[order[rank]!] = from + shift + rank * gap;
  }
  return placed;
}
