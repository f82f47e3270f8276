import type { Wish } from "./wishes.ts";

/** Milliseconds between two looks for a newer version, where a page stays open. */
const LOOK_AGAIN = 3_600_000;

/** What the page is told. */
export interface OfflineNews {
  /** Everything is kept: the page opens and trains without a network. */
  kept(): void;
  /** A newer version has been fetched and waits. */
  update(): void;
}

/** Chromium's; other browsers have no such wish. */
interface Connection {
  readonly saveData?: boolean;
}

/** True where the visitor pays for each byte: then only what is used is kept. */
const savesData = (): boolean =>
  (navigator as { readonly connection?: Connection }).connection?.saveData === true;

/** Keeps the page for times without a network, and fetches newer versions without ever taking one by itself. */
export class Offline {
  readonly #news: OfflineNews;
  #waiting: ServiceWorker | null = null;

  constructor(news: OfflineNews) {
    this.#news = news;
  }

  /** Once the page is at rest. Where the browser keeps nothing (a private window, no https), all else works. */
  async start(): Promise<void> {
    if (!("serviceWorker" in navigator)) return;
    const registration = await navigator.serviceWorker.register("./service-worker.js").catch(() => null);
    if (!registration) return;
    this.#follow(registration);
    const { active } = await navigator.serviceWorker.ready;
    wish(active, "tidy");
    if (savesData()) return;
    await restKept(active);
    this.#news.kept();
  }

  /** Loads the page anew, in the version that waits. Nothing in this tab survives: ask before. */
  reload(): void {
    const again = () => location.reload();
    if (this.#waiting?.state !== "installed") again(); // another tab has taken it already
    navigator.serviceWorker.addEventListener("controllerchange", again, { once: true });
    wish(this.#waiting, "take over");
  }

  #follow(registration: ServiceWorkerRegistration): void {
    const { waiting } = registration;
    if (waiting) void this.#found(waiting);
    const next = () => {
      const { installing } = registration;
      installing?.addEventListener("statechange", () => {
        if (installing.state === "installed" && registration.active) void this.#found(installing);
      });
    };
    next(); // it may have begun before anybody listened
    registration.addEventListener("updatefound", next);
    lookAgain(registration);
  }

  /** Told only when the newer version could do without a network as well as the older one. */
  async #found(worker: ServiceWorker): Promise<void> {
    if (!savesData()) await restKept(worker);
    this.#waiting = worker;
    this.#news.update();
  }
}

const wish = (worker: ServiceWorker | null, text: Wish, ports: MessagePort[] = []): void =>
  worker?.postMessage(text, ports);

/** Settles when the worker has kept everything; never where the network ends before. */
function restKept(worker: ServiceWorker | null): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => resolve();
    wish(worker, "keep the rest", [port2]);
  });
}

/** Looks for a newer version when the visitor comes back to a page that has long been open. */
function lookAgain(registration: ServiceWorkerRegistration): void {
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - looked < LOOK_AGAIN) return;
    looked = Date.now();
    registration.update().catch(() => undefined); // without a network there is nothing to find
  });
}
