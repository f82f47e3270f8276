/**
 * What was learned of an adapter, kept from visit to visit in IndexedDB (workers have no local storage). Where
 * there is none, as in Node or a private window, nothing is kept and everything is learned again.
 */
const NAME = "widthwise-webgpu";
const STORE = "adapters";

/** What was kept under this key, if anything was. */
export async function recall(key: string): Promise<unknown> {
  return withStore("readonly", (store) => store.get(key));
}

/** Keeps a value that can be cloned; a failure is no loss. */
export async function remember(key: string, value: unknown): Promise<void> {
  await withStore("readwrite", (store) => store.put(value, key));
}

async function withStore(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  if (typeof indexedDB === "undefined") return undefined;
  try {
    const opening = indexedDB.open(NAME, 1);
    opening.onupgradeneeded = () => void opening.result.createObjectStore(STORE);
    const database = (await settled(opening)) as IDBDatabase;
    try {
      return await settled(ask(database.transaction(STORE, mode).objectStore(STORE)));
    } finally {
      database.close();
    }
  } catch {
    return undefined; // storage that is full or forbidden is as good as empty
  }
}

const settled = (request: IDBRequest): Promise<unknown> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
