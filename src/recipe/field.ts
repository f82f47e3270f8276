/** What the rows of the recipe's field table are made of; the table itself is in `schema.ts`. */

/** A task and its share of a mixture's sequences; shares are relative, so 1 and 1 are halves. */
export interface WeightedTask {
  readonly name: string;
  readonly weight: number;
}

/** One way of training every width: what it changes of the recipe, at least one of these. */
export interface Variant {
  readonly layers?: number;
  readonly learningRate?: number;
  readonly parametrisation?: "mup" | "standard";
}

interface FieldBase {
  /** The command line's flag, without dashes, and the address's key. */
  readonly key: string;
  /** The form row's label. */
  readonly label: string;
  /** One sentence for the form and `--help`. */
  readonly help: string;
  /** The form's section. */
  readonly group: "ladder" | "data" | "model" | "training" | "measuring" | "machine";
}

interface TasksField extends FieldBase {
  readonly kind: "tasks";
  readonly default: readonly WeightedTask[];
}
interface VariantsField extends FieldBase {
  readonly kind: "variants";
  readonly default: readonly Variant[];
  /** How many at most. */
  readonly most: number;
}
interface IntegersField extends FieldBase {
  readonly kind: "integers";
  readonly default: readonly number[];
  readonly min: number;
  readonly max: number;
  /** How many entries at most. */
  readonly most: number;
  /** A sequence: its order is the person's, and must ascend; it may be empty, written `none`. */
  readonly sequence?: { readonly example: string };
}
interface NumberField extends FieldBase {
  readonly kind: "integer" | "number";
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** True where `min` itself is not allowed. */
  readonly open?: boolean;
}
interface AutoField extends FieldBase {
  readonly kind: "auto";
  readonly default: "auto" | number;
  readonly min: number;
  readonly max: number;
}
interface ChoiceField extends FieldBase {
  readonly kind: "choice";
  readonly default: string;
  readonly choices: readonly string[];
}
export type Field = TasksField | VariantsField | IntegersField | NumberField | AutoField | ChoiceField;

/** What a recipe holds of a field of this kind. */
export type ValueOf<F> = F extends { kind: "tasks" }
  ? readonly WeightedTask[]
  : F extends { kind: "variants" }
    ? readonly Variant[]
    : F extends { kind: "integers" }
      ? readonly number[]
      : F extends { kind: "auto" }
        ? "auto" | number
        : F extends { kind: "choice"; choices: readonly (infer C)[] }
          ? C
          : number;
