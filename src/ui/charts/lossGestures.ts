/** What a hand does on a chart, as shares of its plot: 0 is left and bottom, 1 right and top. */
export interface GestureTarget {
  zoom(xFactor: number, x: number, yFactor: number, y: number): void;
  pan(x: number, y: number): void;
  /** A single finger looks; CSS pixels. */
  look(left: number, top: number): void;
  reset(): void;
}

/** A wheel's notch, about 100 pixels, zooms by a fifth. */
const WHEEL = 0.0018;

/**
 * Pan by Shift and drag or by two fingers, zoom by pinching or by Ctrl and wheel, reset by a double click. One finger
 * looks along the lines; up and down it still scrolls the page. Dragging without a key is uPlot's.
 *
 * @returns a function that takes the listeners away
 */
export function listenToGestures(over: HTMLElement, target: GestureTarget): () => void {
  const gone = new AbortController();
  const { signal } = gone;
  const fingers = new Map<number, PointerEvent>();
  const down = (event: PointerEvent) => {
    if (event.pointerType === "mouse" && !(event.shiftKey && event.button === 0)) return;
    over.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event);
  };
  const move = (event: PointerEvent) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const other = [...fingers.values()].find((one) => one.pointerId !== event.pointerId);
    fingers.set(event.pointerId, event);
    const [x, y] = placeOf(over, event);
    const [oldX, oldY] = placeOf(over, before);
    if (other) pinch(target, [oldX, oldY], [x, y], placeOf(over, other));
    else if (event.pointerType === "mouse") target.pan(oldX - x, oldY - y);
    else look(event);
  };
  const look = (event: PointerEvent) => {
    const { left, top } = over.getBoundingClientRect();
    target.look(event.clientX - left, event.clientY - top);
  };
  const up = (event: PointerEvent) => void fingers.delete(event.pointerId);
  over.addEventListener("pointerdown", down, { signal });
  over.addEventListener("pointermove", move, { signal });
  for (const end of ["pointerup", "pointercancel"] as const) over.addEventListener(end, up, { signal });
  over.addEventListener("wheel", (event) => turn(over, event, target), { signal, passive: false });
  over.addEventListener("dblclick", () => target.reset(), { signal });
  return () => gone.abort();
}

type Place = readonly [number, number];

/** Where the pointer is, as shares of the plot. */
function placeOf(over: HTMLElement, event: MouseEvent): Place {
  const { left, top, width, height } = over.getBoundingClientRect();
  return [(event.clientX - left) / width, 1 - (event.clientY - top) / height];
}

/** The wheel turned: sideways it pans, with Ctrl it zooms, else the page scrolls. */
function turn(over: HTMLElement, event: WheelEvent, target: GestureTarget): void {
  const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
  const isZoom = event.ctrlKey || event.metaKey;
  if (!isZoom && Math.abs(sideways) <= Math.abs(event.deltaY) && !event.shiftKey) return;
  event.preventDefault();
  const [x, y] = placeOf(over, event);
  if (isZoom) target.zoom(Math.exp(event.deltaY * WHEEL), x, 1, y);
  else target.pan(sideways / over.clientWidth, 0);
}

/** One of two fingers moved: their middle pans, their distance zooms. */
function pinch(target: GestureTarget, from: Place, to: Place, other: Place): void {
  const middle = [0, 1].map((axis) => (to[axis]! + other[axis]!) / 2) as [number, number];
  const [before, after] = [from, to].map((place) => Math.abs(place[0] - other[0]));
  target.pan((from[0] - to[0]) / 2, (from[1] - to[1]) / 2);
  if (before! > 0.04 && after! > 0.04) target.zoom(before! / after!, middle[0], 1, middle[1]);
}
