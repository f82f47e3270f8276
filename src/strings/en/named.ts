/** What a language says of a task in place of the task's own, English, words. */
export interface TaskWords {
  readonly title: string;
  readonly about: string;
  /** As `Task.chanceWhy`; left out where that has numbers that the task counts itself. */
  readonly chance?: string;
  /** As `Task.baseline.why`. */
  readonly baseline?: string;
  readonly ceiling?: string;
  readonly pilot?: string;
  /** Where the reference says more than names and titles. */
  readonly reference?: string;
}

/** What a language says of a preset in place of the preset's own words. */
export interface PresetWords {
  readonly title: string;
  readonly about: string;
  readonly checked: string;
  readonly reason: string;
}

/** Tasks, probes and presets by name; English stands beside each of them, where the command line takes it from, too. */
export const named: {
  readonly tasks: Readonly<Record<string, TaskWords>>;
  readonly presets: Readonly<Record<string, PresetWords>>;
} = { tasks: {}, presets: {} };
