import { plural, thousands } from "../../analysis/words.ts";
import { FIELD_NAMES, FIELDS, type FieldName } from "../../recipe/schema.ts";

interface FieldWords {
  readonly label: string;
  readonly help: string;
}

/** What to train: presets, abilities, fields, a file of one's own. */
export const recipe = {
  preset: "Preset",
  presets: "Presets",
  own: "Your own",
  lookFor: "What to look for, and why these numbers",
  recommended: "recommended for this machine",
  checked: (against: string) => `Compare with ${against}`,

  title: "What to train",
  off: "A sweep is under way: stop it to change its recipe.",
  one: (hasVariants: boolean) =>
    `One model per width${hasVariants ? ", variant" : ""} and seed, all on the same data.`,
  /** @param time as from `desk.time` */
  takes: (time: string) => `Training takes ${time}.`,
  everythingElse: "Recipe: everything else that is fixed",
  asText: "Abilities as text",
  groups: {
    ladder: "Ladder",
    data: "Data",
    model: "Model",
    training: "Training",
    measuring: "Measuring",
    machine: "Machine",
  },
  /** The fields of the table, by their names in it. */
  fields: Object.fromEntries(
    FIELD_NAMES.map((name) => [name, { label: FIELDS[name].label, help: FIELDS[name].help }]),
  ) as Readonly<Record<FieldName, FieldWords>>,

  abilities: "Abilities",
  yourFile: "Your file",
  yourFileAbout: "The examples or the text of your own file.",
  /** @param name of the file; empty where none is open */
  fileAbout: (name: string) => (name === "" ? "Your own file." : `Your own file, ${name}.`),
  hasToStay: "At least one has to stay.",
  whatIs: (title: string) => `What is “${title}”?`,

  ownData: "Your own data",
  choose: "Choose a file",
  chooseAnother: "Choose another file",
  file: "Your own data file",
  remove: "Remove",
  ownHelp:
    "Text (.txt) or prompt and answer (.jsonl, .csv, .tsv); or drop it anywhere. Nothing leaves this tab.",
  /** Follows a file's name. @param size as `17 kB` */
  summary: (size: string, isText: boolean, train: number, heldOut: number, vocabulary: number) =>
    `, ${size}: ${plural(train, isText ? "character" : "example")} to train on, ${thousands(heldOut)} held out, ${plural(vocabulary, "different character")}.`,
};
