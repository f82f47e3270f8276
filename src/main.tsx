import { render } from "preact";
import { Controller } from "./controller.ts";
import { Offline } from "./offline/offline.ts";
import { openLanguage } from "./page-language.ts";
import { watchPresence } from "./presence.ts";
import { DEFAULT_RECIPE } from "./recipe/schema.ts";
import { Recordings } from "./recordings.ts";
import { createStore } from "./store/store.ts";
import { App } from "./ui/App.tsx";
import { keepFocus } from "./ui/keep-focus.ts";
import { Visit } from "./visit.ts";
import { pageWorkers, spawnWorker } from "./worker-spawn.ts";

declare const __APP_VERSION__: string;
declare const __APP_COMMIT__: string;

const workers = pageWorkers(navigator.hardwareConcurrency);
const control = createStore(DEFAULT_RECIPE, workers);
const recordings = new Recordings(control, new URL("recorded/", document.baseURI).href);
const app = { version: __APP_VERSION__, commit: __APP_COMMIT__ };
const hardware = `${navigator.hardwareConcurrency} logical cores`;
const visit = new Visit(control, { app, runtime: navigator.userAgent, hardware });
const offline = new Offline({ kept: control.setKept, update: () => control.setUpdate(true) });
const controller = new Controller(
  control,
  { spawn: spawnWorker, count: workers },
  recordings,
  () => offline.reload(),
  visit,
);

await openLanguage();
controller.readAddress(location);
// by now the query holds no more fields of the recipe
addEventListener("hashchange", () => controller.readAddress({ search: "", hash: location.hash }));
addEventListener("beforeunload", (event) => {
  if (controller.wouldLosePoints()) event.preventDefault();
});

watchPresence(control);
keepFocus();

const root = document.getElementById("app");
if (!root) throw new Error("main: expected an element with id app in index.html; got none");
// the stairs' room is kept until it is known whose they are, so that nothing moves; a slow network is not waited for
const PATIENCE_MS = 4000;
control.setOpening(true);
setTimeout(() => control.setOpening(false), PATIENCE_MS);
render(<App store={control.store} actions={controller} appVersion={__APP_VERSION__} />, root);
// after the first picture: what comes over the network must not hold it back
requestAnimationFrame(() => setTimeout(() => recordings.load()));

// Once the page is drawn and at rest; Safari has no idle callback.
const whenIdle = (job: () => void) =>
  "requestIdleCallback" in window ? requestIdleCallback(job) : setTimeout(job, 500);
const measured = new Promise<void>((resolve) => whenIdle(() => void controller.measure().then(resolve)));
// what is fetched for later must not be in the way of the machine's measurement; `npm run dev` keeps nothing
if (import.meta.env.PROD) void measured.then(() => whenIdle(() => void offline.start()));
for (const gesture of ["pointerdown", "keydown", "wheel"]) {
  addEventListener(gesture, () => controller.touched(), { once: true, passive: true });
}
