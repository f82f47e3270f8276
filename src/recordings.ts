import { messageOf } from "./lib/errors.ts";
import { workInSlices } from "./lib/pieces.ts";
import { DEFAULT_RECIPE, type Recipe } from "./recipe/schema.ts";
import type { RecordedHead } from "./recorded/format.ts";
import { loadIndex, loadRecording } from "./recorded/load.ts";
import { adopted, comparable, isSameTasks, isSameTraining } from "./recorded/match.ts";
import { replaying } from "./recorded/replay.ts";
import type { OtherSweep, StoreControl } from "./store/store.ts";
import { strings } from "./strings/strings.ts";

/** The recorded sweep that an untouched page opens with: the whole staircase, whatever this machine would train. */
const OPENING = "abilities";

/**
 * Shows sweeps beside the present one, and sets the shown one against another. By itself it opens the staircase on an
 * untouched page, and then the recorded sweep of the recipe that stands in the form, as long as nothing was trained.
 */
export class Recordings {
  readonly #control: StoreControl;
  readonly #folder: string;
  /** Each file is asked for once. */
  readonly #files = new Map<string, Promise<OtherSweep>>();
  /** Rises with every wish to show something: what was wished before is old news. */
  #wish = 0;
  /** The same of what is to be set against it. */
  #againstWish = 0;
  /** Someone has chosen what is shown; nothing opens or goes by itself any more. */
  #chosen = false;
  /** The recipe in the form is the page's own choice. */
  #isPicked = false;
  /** The recipe for which something was shown by itself last. */
  #followed: Recipe | null = null;

  /** @param folder address of the recorded sweeps, with a slash at its end */
  constructor(control: StoreControl, folder: string) {
    this.#control = control;
    this.#folder = folder;
  }

  /** Asks which there are, and shows the one of the recipe. */
  async load(): Promise<void> {
    try {
      const heads = await loadIndex(this.#folder);
      const first = this.#first(heads);
      if (first) await this.#file(first.name).catch(() => undefined); // so that list and sweep come as one picture
      this.#control.setRecordings(heads);
      await this.#follow(this.#first(heads));
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#control.setOpening(false);
    }
  }

  /** Shows a sweep, because somebody asks for it. */
  async open(id: string): Promise<void> {
    this.#chosen = true;
    await this.#show(id);
  }

  /** Shows what is the visitor's own: their sweep, or the plan for it. */
  showOwn(): void {
    this.#wish++;
    this.#chosen = true;
    this.#control.show(null);
  }

  /**
   * Before anything was chosen or trained: the recorded sweep of this recipe, and none of another. Where the page itself
   * has `picked` the recipe, what it opened with stays if there is none.
   */
  async follow(picked: boolean): Promise<void> {
    this.#isPicked = picked;
    const recipe = this.#control.store.recipe.value;
    if (this.#followed && isSameTraining(recipe, this.#followed)) return;
    const head = this.#match(this.#control.store.recordings.value);
    if (head || !picked) await this.#follow(head);
  }

  async #follow(head: RecordedHead | undefined): Promise<void> {
    const { phase, recipe, sweep } = this.#control.store;
    if (this.#chosen || phase.value !== "idle" || sweep.value) return;
    this.#followed = recipe.value;
    if (head) return this.#show(head.name);
    this.#wish++;
    this.#control.show(null);
  }

  /** What an untouched page shows; with a recipe of its own, by the address, the sweep of that. */
  #first(heads: readonly RecordedHead[]): RecordedHead | undefined {
    const { recipe } = this.#control.store;
    const isUntouched = this.#isPicked || isSameTraining(recipe.value, DEFAULT_RECIPE);
    return (isUntouched && heads.find(({ name }) => name === OPENING)) || this.#match(heads);
  }

  /** Sets what is shown against another sweep; null ends that. */
  async setAgainst(id: string | null): Promise<void> {
    const wish = ++this.#againstWish;
    const other = id === null ? null : await this.#held(id);
    if (wish === this.#againstWish && other !== undefined) this.#control.setAgainst(other);
  }

  /**
   * The visitor's own sweep has begun: what it is set against must have its tasks. Where that was a recorded sweep,
   * another may have them.
   */
  async ownBegan(): Promise<void> {
    const { against, sweep, recordings } = this.#control.store;
    const own = sweep.value?.summary.recipe;
    const other = against.value;
    if (!own || !other || isSameTasks(own, other.head.recipe)) return;
    const head = other.origin === "recorded" ? comparable(recordings.value, own) : undefined;
    await this.setAgainst(head?.name ?? null);
  }

  /** The recipe of the sweep that is shown, for this machine; undefined where that is the visitor's own. */
  recipe(): Recipe | undefined {
    const { shown, recipe } = this.#control.store;
    return shown.value ? adopted(shown.value.head.recipe, recipe.value) : undefined;
  }

  /** The same, where it is another than the one in the form. */
  otherRecipe(): Recipe | undefined {
    const { shown, recipe } = this.#control.store;
    if (!shown.value || isSameTraining(shown.value.head.recipe, recipe.value)) return undefined;
    return this.recipe();
  }

  #match = (heads: readonly RecordedHead[]): RecordedHead | undefined =>
    heads.find((head) => isSameTraining(head.recipe, this.#control.store.recipe.value));

  async #show(id: string): Promise<void> {
    const wish = ++this.#wish;
    const other = await this.#held(id);
    if (other && wish === this.#wish) this.#control.show(other);
  }

  /** A sweep with its log; undefined where it could not be opened, which is told. */
  async #held(id: string): Promise<OtherSweep | undefined> {
    const kept = this.#control.store.beside.value.find((other) => other.id === id);
    if (kept) return kept;
    try {
      return await this.#file(id);
    } catch (error) {
      this.#files.delete(id); // it may be there at the next try
      this.#fail(error);
      return undefined;
    }
  }

  #file(name: string): Promise<OtherSweep> {
    const known = this.#files.get(name) ?? opened(this.#folder, name);
    this.#files.set(name, known);
    return known;
  }

  #fail(error: unknown): void {
    this.#control.tell({ kind: "error", text: () => strings().notices.recordedFailed(messageOf(error)) });
  }
}

/** Milliseconds that the page may be kept busy at a time. */
const SLICE = 8;

/** A recorded sweep with its record, which is made a little at a time. */
async function opened(folder: string, name: string): Promise<OtherSweep> {
  const recording = await loadRecording(folder, name);
  const { head } = recording;
  return new Promise((resolve) => {
    workInSlices(replaying(recording), SLICE, (sweep) =>
      resolve({ id: name, origin: "recorded", head, sweep, unexported: 0 }),
    );
  });
}
