import { useEffect, useState } from "preact/hooks";

/**
 * Something that is loaded the first time it is wanted, and kept.
 *
 * @param load must always be the same function
 * @returns null until it is there; a failed load is tried again when it is wanted anew
 */
export function useLazy<T>(load: () => Promise<T>, wanted: boolean): T | null {
  const [loaded, setLoaded] = useState<{ readonly it: T } | null>(null);
  const missing = wanted && loaded === null;
  useEffect(() => {
    if (!missing) return;
    let gone = false;
    load().then(
      (it) => gone || setLoaded({ it }),
      (error: unknown) => console.error(error),
    );
    return () => {
      gone = true;
    };
  }, [load, missing]);
  return loaded?.it ?? null;
}
