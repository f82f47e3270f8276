import { messageOf } from "./lib/errors.ts";
import { workInSlices } from "./lib/pieces.ts";
import type { Recipe } from "./recipe/schema.ts";
import type { RecordedHead } from "./recorded/format.ts";
import { loadIndex, loadRecording } from "./recorded/load.ts";
import { adopted, comparable, isSameTraining } from "./recorded/match.ts";
import { replaying } from "./recorded/replay.ts";
import type { Recorded, StoreControl } from "./store/store.ts";

/** Opens recorded sweeps: by itself the one of the recipe that stands in the form, as long as nothing was trained. */
export class Recordings {
  readonly #control: StoreControl;
  readonly #folder: string;
  /** Each file is asked for once. */
  readonly #files = new Map<string, Promise<Recorded>>();
  /** Rises with every wish to show something: what was wished before is old news. */
  #wish = 0;
  /** Someone has chosen what is shown; nothing opens or goes by itself any more. */
  #chosen = false;

  /** @param folder address of the recorded sweeps, with a slash at its end */
  constructor(control: StoreControl, folder: string) {
    this.#control = control;
    this.#folder = folder;
  }

  /** Asks which there are, and shows the one of the recipe. */
  async load(): Promise<void> {
    try {
      const heads = await loadIndex(this.#folder);
      const match = this.#match(heads);
      if (match) await this.#file(match.name).catch(() => undefined); // so that list and sweep come as one picture
      this.#control.setRecordings(heads);
      await this.follow();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Shows a recorded sweep, because somebody asks for it. */
  async open(name: string): Promise<void> {
    this.#chosen = true;
    await this.#show(name);
  }

  /** Shows what is the visitor's own: their sweep, or the plan for it. */
  showOwn(): void {
    this.#wish++;
    this.#chosen = true;
    this.#control.show("own");
    void this.compare(this.#control.store.comparing.value);
  }

  /** Before anything was chosen or trained: the recorded sweep of this recipe, and none of another. */
  async follow(): Promise<void> {
    const { recordings, phase, sweep } = this.#control.store;
    if (this.#chosen || phase.value !== "idle" || sweep.value) return;
    const match = this.#match(recordings.value);
    if (match) return this.#show(match.name);
    this.#wish++;
    this.#control.show("own");
  }

  /** Sets the visitor's own sweep against the recorded one of the same tasks, or ends that. */
  async compare(on: boolean): Promise<void> {
    this.#control.setComparing(on);
    const own = this.#control.store.sweep.value?.summary.recipe;
    const head = own && comparable(this.#control.store.recordings.value, own);
    if (!on || !head) return;
    const wish = ++this.#wish;
    await this.#hold(head.name, () => wish === this.#wish);
  }

  /** The recipe of the recorded sweep, for this machine. */
  recipe(): Recipe | undefined {
    const { recorded, recipe } = this.#control.store;
    return recorded.value ? adopted(recorded.value.head.recipe, recipe.value) : undefined;
  }

  #match = (heads: readonly RecordedHead[]): RecordedHead | undefined =>
    heads.find((head) => isSameTraining(head.recipe, this.#control.store.recipe.value));

  async #show(name: string): Promise<void> {
    const wish = ++this.#wish;
    const held = await this.#hold(name, () => wish === this.#wish);
    if (held) this.#control.show("recorded");
  }

  /** Takes a recorded sweep into the store, unless something else was wished for meanwhile. */
  async #hold(name: string, isWished: () => boolean): Promise<boolean> {
    try {
      const recorded = await this.#file(name);
      if (!isWished()) return false;
      if (this.#control.store.recorded.value !== recorded) this.#control.setRecorded(recorded);
      return true;
    } catch (error) {
      this.#files.delete(name); // it may be there at the next try
      this.#fail(error);
      return false;
    }
  }

  #file(name: string): Promise<Recorded> {
    const known = this.#files.get(name) ?? opened(this.#folder, name);
    this.#files.set(name, known);
    return known;
  }

  #fail(error: unknown): void {
    this.#control.tell({ kind: "error", text: `Recorded sweep ${messageOf(error)}.` });
  }
}

/** Milliseconds that the page may be kept busy at a time. */
const SLICE = 8;

/** A recorded sweep with its record, which is made a little at a time. */
async function opened(folder: string, name: string): Promise<Recorded> {
  const recording = await loadRecording(folder, name);
  const { head } = recording;
  return new Promise((resolve) => {
    workInSlices(replaying(recording), SLICE, (sweep) => resolve({ head, sweep }));
  });
}
