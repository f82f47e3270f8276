/** Places of the focus that are remembered. */
const MOST = 30;

/**
 * Takes the focus back to where it was before, when what has it is taken away: a message that was dismissed, the row
 * that was removed. Without this a screen reader begins at the top of the page again. A mouse needs no such thing.
 */
export function keepFocus(): void {
  let places: HTMLElement[] = [];
  let byKey = false;
  addEventListener("keydown", () => (byKey = true), { capture: true });
  addEventListener("pointerdown", () => (byKey = false), { capture: true });
  addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement)
      places = [...places.filter((one) => one !== target), target].slice(-MOST);
  });
  new MutationObserver(() => {
    if (!byKey || document.activeElement !== document.body || places.at(-1)?.isConnected !== false) return;
    places = places.filter((one) => one.isConnected && one.checkVisibility());
    places.at(-1)?.focus();
  }).observe(document.body, { childList: true, subtree: true });
}
