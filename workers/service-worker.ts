import type { FilesToKeep, Wish } from "../src/offline/wishes.ts";

/**
 * Keeps the page's own files, so that it opens and trains without a network. `src/build/offline.ts` builds it into one
 * file beside the page and puts in what there is to keep. A newer version waits until the page says `take over`.
 */
declare const __FILES_TO_KEEP__: FilesToKeep;

const worker = self as unknown as ServiceWorkerGlobalScope;
const { version, entry, first, later } = __FILES_TO_KEEP__;
const { scope } = worker.registration;

/** The host may have other pages, which keep files as well: our caches begin with our address. */
const OURS = `widthwise ${scope} `;
const ASSETS = `${scope}assets/`;
/** Our names say what is in a file; `Vary` is of no use. */
const BY_NAME: CacheQueryOptions = { ignoreVary: true };

const addressOf = (file: string): string => new URL(file, scope).href;
const ours = (): Promise<Cache> => caches.open(OURS + version);
const listed = new Set([...first, ...later].map(addressOf));

worker.addEventListener("install", (event) => event.waitUntil(install()));

worker.addEventListener("activate", (event) => {
  event.waitUntil(tidy().then(() => worker.clients.claim()));
});

worker.addEventListener("message", (event) => {
  const wish = event.data as Wish;
  const done = () => event.ports[0]?.postMessage("done");
  if (wish === "keep the rest") event.waitUntil(keepTheRest().then(done));
  if (wish === "tidy") event.waitUntil(tidy());
  if (wish === "take over") event.waitUntil(worker.skipWaiting());
});

worker.addEventListener("fetch", (event) => {
  const address = keptAs(event.request);
  if (address) event.respondWith(answer(address));
});

/** What the first picture needs, and what an older version has already fetched. */
async function install(): Promise<void> {
  const cache = await ours();
  await Promise.all(first.map((file) => keep(cache, addressOf(file))));
  const page = await cache.match(scope, BY_NAME);
  if (!(await page?.text())?.includes(entry)) {
    throw new Error(`service worker: expected a page that loads ${entry}; got another version's; try later`);
  }
  for (const address of later.map(addressOf)) {
    const known = await older(address);
    if (known) await cache.put(address, known);
  }
}

/** One after the other, so that nobody has to wait for it; where the network ends, the next visit goes on. */
async function keepTheRest(): Promise<void> {
  const cache = await ours();
  for (const address of later.map(addressOf)) {
    const isThere = await cache.match(address, BY_NAME);
    if (!isThere) await keep(cache, address);
  }
}

async function keep(cache: Cache, address: string): Promise<void> {
  await cache.put(address, (await older(address)) ?? (await load(address)));
}

/** The same file out of an older version's cache: a name with a hash says what is in it. */
async function older(address: string): Promise<Response | undefined> {
  return address.startsWith(ASSETS) ? caches.match(address, BY_NAME) : undefined;
}

/** From the network; what has no hash in its name is asked for anew. A redirection is no answer to a navigation. */
async function load(address: string): Promise<Response> {
  const response = await fetch(address, { cache: address.startsWith(ASSETS) ? "force-cache" : "no-cache" });
  if (response.ok && !response.redirected) return response;
  const got = response.redirected ? `a redirection to ${response.url}` : `HTTP ${response.status}`;
  throw new Error(`service worker: expected the file ${address}; got ${got}`);
}

/** Under which address a request's answer is kept; undefined where it is none of our business. */
function keptAs({ method, mode, url }: Request): string | undefined {
  const { origin, pathname, search } = new URL(url);
  const address = origin + pathname;
  if (method !== "GET") return undefined;
  if (mode === "navigate") return address === scope || address === `${scope}index.html` ? scope : undefined;
  const isOurs = listed.has(address) || address.startsWith(ASSETS);
  return isOurs && search === "" ? address : undefined;
}

/** The kept file; else the network's, which is kept from then on. Another tab may still ask for an older version's. */
async function answer(address: string): Promise<Response> {
  const cache = await ours();
  const kept = (await cache.match(address, BY_NAME)) ?? (await older(address));
  if (kept) return kept;
  const response = await fetch(address);
  if (response.ok && !response.redirected && listed.has(address)) {
    const copy = response.clone();
    await cache.put(address, copy).catch(() => undefined); // a full disk must not keep the page from its file
  }
  return response;
}

/** Older versions' files go, unless a second tab may still run one, or a newer version is on its way. */
async function tidy(): Promise<void> {
  const { waiting, installing } = worker.registration;
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const tabs = windows.filter((client) => client.url.startsWith(scope));
  if (waiting || installing || tabs.length > 1) return;
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(OURS) && name !== OURS + version);
  await Promise.all(old.map((name) => caches.delete(name)));
}
