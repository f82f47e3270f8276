/** Work that can be interrupted: a generator that yields between its pieces and returns its result. */
export type Pieces<T> = Generator<undefined, T>;

/** Does all of it at once. */
export function finish<T>(work: Pieces<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/**
 * Does it for so many milliseconds at a time, and between two times lets everything else go first, so that a page
 * stays alive. The first time comes after what is under way.
 *
 * @param onDone gets the result
 * @returns ends it before its result
 */
export function workInSlices<T>(
  work: Pieces<T>,
  milliseconds: number,
  onDone: (result: T) => void,
): () => void {
  const slice = () => {
    const end = performance.now() + milliseconds;
    do {
      const { done, value } = work.next();
      if (done) return onDone(value);
    } while (performance.now() < end);
    timer = setTimeout(slice);
  };
  let timer = setTimeout(slice);
  return () => clearTimeout(timer);
}
