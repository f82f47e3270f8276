import { type Client, createClient } from "./client/client.ts";
import type { Spawn } from "./client/connection.ts";
import { messageOf, nameOf } from "./lib/errors.ts";
import { MachineSpeed } from "./machine-speed.ts";
import { chooseToSpeak } from "./page-language.ts";
import type { TrainerEvent } from "./protocol.ts";
import { formatField, parseField } from "./recipe/parse.ts";
import { presetOf, recipeOf } from "./recipe/presets.ts";
import { DEFAULT_RECIPE, type FieldName, type Problem, type Recipe } from "./recipe/schema.ts";
import { type Address, foreignQuery, recipeFromAddress, recipeToHash } from "./recipe/url.ts";
import { OWN_DATA } from "./recipe/validate.ts";
import { recipeProblems } from "./recipe-problems.ts";
import type { Recordings } from "./recordings.ts";
import { MOST_KEPT, MOST_MEGABYTES } from "./store/shelf.ts";
import type { Notice, StoreControl } from "./store/store.ts";
import type { Language } from "./strings/language.ts";
import { strings } from "./strings/strings.ts";
import { checkFileSize } from "./tasks/own-data.ts";
import type { Actions } from "./ui/actions.ts";
import { count } from "./ui/format.ts";
import { recommended, timeWords } from "./ui/view/estimate.ts";
import { isBusy } from "./ui/view/phase.ts";
import type { Visit } from "./visit.ts";

/** Turns the page's wishes into calls of the client, and the client's news into changes of the store. */
export class Controller implements Actions {
  readonly #control: StoreControl;
  readonly #client: Client;
  /** Fields whose text is wrong as it stands; the last good value stays in force. */
  readonly #unread = new Map<FieldName, Problem>();
  /** The last wish was to go on; a pause that was under way before it is old news. */
  #goesOn = true;
  readonly #speed: MachineSpeed;
  /** Nobody has done anything yet, and the address said nothing: the page may still choose what to begin with. */
  #isUntouched = true;
  readonly #recordings: Recordings;
  readonly #reload: () => void;
  /** The visitor has agreed to lose what no file holds. */
  #isLeaving = false;

  constructor(
    control: StoreControl,
    workers: { readonly spawn: Spawn; readonly count: number },
    recordings: Recordings,
    reload: () => void,
    readonly study: Visit,
  ) {
    this.#control = control;
    this.#recordings = recordings;
    this.#reload = reload;
    this.#client = createClient(workers.spawn, (events) => this.#receive(events), workers.count);
    this.#speed = new MachineSpeed(control, this.#client);
  }

  /** Takes the recipe of the address, telling what in it was ignored. Never starts anything. */
  readAddress(address: Address): void {
    if (this.#busy()) return;
    const { recipe, problems } = recipeFromAddress(address);
    for (const problem of problems) this.#control.tell({ kind: "error", text: problem.message });
    this.#unread.clear();
    if (address.search + address.hash !== "") this.#isUntouched = false;
    this.#setRecipe(recipe);
  }

  /** Somebody is there: from now on nothing is chosen for them. */
  touched(): void {
    this.#isUntouched = false;
  }

  /** Has the machine's speed measured; a page that nobody has touched then begins with what fits it. */
  async measure(): Promise<void> {
    if (this.#busy() || !(await this.#speed.measure())) return;
    const best = recommended(this.#control.store.machine.value);
    if (best && this.#isUntouched && this.#phase() === "idle") this.#setRecipe(recipeOf(best));
  }

  train = (): void => void this.#start(false);

  step = (): void => {
    this.#goesOn = false;
    const began = this.#phase() === "paused" || this.#start(true);
    void this.#do(async () => void ((await began) && (await this.#client.step())));
  };

  pause = (): void => {
    this.#goesOn = false;
    void this.#do(() => this.#client.pause());
  };

  resume = (): void => {
    this.#goesOn = true;
    this.#control.setPhase("training");
    void this.#do(() => this.#client.resume());
  };

  stop = (): void => {
    this.#control.setPhase("stopping");
    void this.#do(() => this.#client.stop());
  };

  ask: Actions["ask"] = (question) => this.#client.ask(question);

  inspect: Actions["inspect"] = (run, question) => this.#client.inspect(run, question);

  startOver = (): void => {
    if (this.#busy() || !this.#mayDiscard()) return;
    this.study.keepPresent();
    this.#control.clearSweep();
    this.#control.setPhase("idle");
  };

  exportAll = (): void => void this.study.exportAll();

  setField = (name: FieldName, text: string): void => {
    const parsed = parseField(name, text);
    const recipe = this.#recipe();
    if (!parsed.ok) this.#unread.set(name, parsed.problem);
    else if (name === "widths" && text !== formatField(name, recipe.widths)) this.#recordings.showOwn();
    if (parsed.ok) this.#unread.delete(name);
    this.#choose(parsed.ok ? { ...recipe, [name]: parsed.value } : recipe);
  };

  setWidths = (widths: readonly number[]): void => {
    if (this.#busy()) return;
    const taken = this.#recordings.otherRecipe();
    this.#unread.delete("widths");
    this.#recordings.showOwn();
    const recipe = { ...(taken ?? this.#recipe()), widths };
    this.#choose(recipe);
    const { machine } = this.#control.store;
    if (taken)
      this.#control.tell({
        kind: "info",
        text: () => strings().play.taken(timeWords(recipe, machine.value)),
      });
  };

  setPreset = (name: string): void => {
    const preset = presetOf(name);
    if (!preset) return;
    this.#unread.clear();
    this.#choose(recipeOf(preset));
    void this.measure(); // where a link had asked for an engine of its own
  };

  openFiles = (files: readonly File[]): void => void this.#open(files);

  dropFile = (): void => {
    this.#control.setData(null);
    void this.#do(() => this.#client.dropData());
    this.#choose({ ...this.#recipe(), tasks: DEFAULT_RECIPE.tasks });
  };

  showSweep = (id: string): void => void this.#recordings.open(id);

  showOwn = (): void => this.#recordings.showOwn();

  setAgainst = (id: string | null): void => void this.#recordings.setAgainst(id);

  useShownRecipe = (): void => {
    const recipe = this.#recordings.recipe();
    if (!recipe || this.#busy()) return;
    this.#unread.clear();
    this.#choose(recipe);
  };

  speak = (language: Language): void =>
    void chooseToSpeak(language).catch(() => this.#fail(() => strings().notices.language));

  dismiss: Actions["dismiss"] = (notice) => this.#control.dismiss(notice);

  reload = (): void => {
    const points = this.study.unsaved();
    if (this.#busy() || (points > 0 && !confirm(strings().notices.discard(count(points))))) return;
    this.#isLeaving = true;
    this.#reload();
  };

  reloadLater = (): void => this.#control.setUpdate(false);

  /** True where leaving the page would lose points that no file holds. */
  wouldLosePoints(): boolean {
    return !this.#isLeaving && this.study.unsaved() > 0;
  }

  async #start(paused: boolean): Promise<boolean> {
    if (this.#busy() || this.#control.store.problems.value.length > 0 || !this.#mayDiscard()) return false;
    this.#goesOn = !paused;
    const before = this.#phase();
    this.#control.setPhase("starting");
    this.#recordings.showOwn();
    try {
      const result = await this.#client.start(this.#recipe(), paused);
      if (result.ok) {
        this.study.keepPresent();
        this.#control.beginSweep(result.summary, this.study.nameFor(result.summary));
        void this.#recordings.ownBegan();
        this.#control.setPhase(paused ? "paused" : "training");
        return true;
      }
      for (const problem of result.problems) this.#fail(problem.message);
    } catch (error) {
      this.#fail(messageOf(error));
    }
    this.#control.setPhase(before);
    return false;
  }

  /** Sweeps are shown beside what goes on; data waits until nothing is trained. */
  async #open(files: readonly File[]): Promise<void> {
    try {
      const { id, data } = await this.study.take(files);
      if (id !== null) await this.#recordings.open(id);
      const [file] = data;
      if (file && this.#busy()) this.#fail(strings().study.dataBusy(file.name));
      else if (file) await this.#load(file);
    } catch (error) {
      this.#fail(messageOf(error));
    }
  }

  async #load(file: File): Promise<void> {
    try {
      checkFileSize(file.name, file.size);
      this.#control.setData(await this.#client.loadData(file));
      this.#unread.delete("tasks");
      this.#choose({ ...this.#recipe(), tasks: [{ name: OWN_DATA, weight: 1 }] });
    } catch (error) {
      this.#fail(messageOf(error));
    }
  }

  #receive(events: readonly TrainerEvent[]): void {
    this.#control.accept(events);
    for (const event of events) {
      const isPaused = event.type === "paused" && !this.#goesOn && this.#phase() === "training";
      if (isPaused) this.#control.setPhase("paused");
      if (event.type === "diverged") this.#fail(event.message);
      if (event.type === "finished") {
        this.#control.setPhase(event.stopped ? "stopped" : "finished");
        this.#speed.learn();
      }
      if (event.type === "failed") {
        this.#fail(event.message);
        this.#control.setPhase(this.#control.store.sweep.value ? "failed" : "idle");
      }
    }
  }

  /** Waits for a call; what goes wrong is told, and nothing is lost. */
  async #do(call: () => Promise<void>): Promise<void> {
    try {
      await call();
    } catch (error) {
      if (nameOf(error) !== "WorkerError") this.#fail(messageOf(error)); // a dead worker tells by itself
    }
  }

  /** A recipe that the visitor has chosen, by whatever hand: from now on nothing is chosen for them. */
  #choose(recipe: Recipe): void {
    this.touched();
    this.#setRecipe(recipe);
  }

  #setRecipe(recipe: Recipe): void {
    const problems = [
      ...this.#unread.values(),
      ...recipeProblems(recipe, this.#control.store.data.value !== null),
    ];
    this.#control.setRecipe(recipe, problems);
    history.replaceState(null, "", location.pathname + foreignQuery(location.search) + recipeToHash(recipe));
    void this.#recordings.follow(this.#isUntouched);
  }

  /** Asks where an unsaved sweep would have to go, so that the present one can be kept. */
  #mayDiscard(): boolean {
    const titles = this.study.losing();
    return titles.length === 0 || confirm(strings().study.noRoom(titles, MOST_KEPT, MOST_MEGABYTES));
  }

  #fail(text: Notice["text"]): void {
    this.#control.tell({ kind: "error", text });
  }

  #recipe = () => this.#control.store.recipe.value;
  #phase = () => this.#control.store.phase.value;
  #busy = () => isBusy(this.#phase());
}
