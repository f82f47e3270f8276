/** The page answers within 50 ms; with room for a slower machine, this long may be worked at a stretch. */
const STRETCH_MS = 12;

/** Long text as a blob, made in stretches between which the page lives on. */
export async function blobOf(chunks: Iterable<string>, type: string): Promise<Blob> {
  // A blob a chunk: joining blobs copies nothing, so no last step is as long as the whole.
  const parts: Blob[] = [];
  let began = performance.now();
  for (const chunk of chunks) {
    parts.push(new Blob([chunk]));
    if (performance.now() - began < STRETCH_MS) continue;
    await breathe();
    began = performance.now();
  }
  return new Blob(parts, { type });
}

/** Lets everything else have its turn. A message, since timers are held back in tabs out of sight. */
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
