import { useEffect, useState } from "preact/hooks";
import { formatField, parseField } from "../../recipe/parse.ts";
import { type Field, type FieldName, fieldOf, type Problem, type Recipe } from "../../recipe/schema.ts";
import { strings } from "../../strings/strings.ts";
import { Prose } from "../glossary/Term.tsx";
import type { TermName } from "../view/glossary.ts";

interface Props {
  readonly name: FieldName;
  readonly recipe: Recipe;
  readonly problems: readonly Problem[];
  readonly off: boolean;
  /** Another label than the table's. */
  readonly label?: string;
  setField(name: FieldName, text: string): void;
}

/** One row of the form, made from the field table: label, input, help and what is wrong with it. */
export function FieldRow({ name, recipe, problems, off, label, setField }: Props) {
  const field = fieldOf(name);
  const { recipe: words, messages } = strings();
  const message = problems.map((problem) => messages.say(problem.message)).join(". ");
  const { text, setDraft, commit } = useDraft(name, formatField(name, recipe[name]), message, setField);
  const id = `field-${field.key}`;
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label ?? words.fields[name].label}
      </label>
      <Entered {...{ id, field, text, off, setDraft, commit }} isWrong={message !== ""} />
      <p class="help" id={`${id}-help`}>
        <Prose text={words.fields[name].help} terms={EXPLAINED[name] ?? []} />
      </p>
      {message !== "" && (
        <p class="problem" id={`${id}-problem`}>
          {message}
        </p>
      )}
    </div>
  );
}

interface EnteredProps extends Pick<ReturnType<typeof useDraft>, "text" | "setDraft" | "commit"> {
  readonly id: string;
  readonly field: Field;
  readonly off: boolean;
  readonly isWrong: boolean;
}

/** Where a field's value is chosen or typed. */
function Entered({ id, field, text, off, isWrong, setDraft, commit }: EnteredProps) {
  const shared = {
    ...{ id, disabled: off, value: text },
    "aria-invalid": isWrong || undefined,
    "aria-describedby": `${id}-help${isWrong ? ` ${id}-problem` : ""}`,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      commit(event.currentTarget.value),
  };
  if (field.kind !== "choice") {
    const setText = (event: { readonly currentTarget: { readonly value: string } }) =>
      setDraft(event.currentTarget.value);
    return <input {...shared} {...TYPED} inputMode={KEYBOARDS[field.kind]} onInput={setText} />;
  }
  return (
    <select {...shared}>
      {field.choices.map((choice) => (
        <option key={choice}>{choice}</option>
      ))}
    </select>
  );
}

/** Words that a field's help brings in. */
const EXPLAINED: Readonly<Partial<Record<FieldName, readonly TermName[]>>> = {
  seeds: ["width", "seed"],
  parametrisation: ["muP"],
};

/** Which keys a phone shows; lists need the comma. */
const KEYBOARDS: Readonly<Partial<Record<Field["kind"], "numeric" | "decimal">>> = {
  integer: "numeric",
  number: "decimal",
};

/** Recipes are no prose: nothing to complete or to correct. */
const TYPED = { type: "text", autocomplete: "off", spellcheck: false } as const;

/**
 * The text of a field. What was typed stays, even while it cannot be used and the recipe keeps its last
 * good value; a new value from elsewhere overrules it.
 */
function useDraft(name: FieldName, kept: string, message: string, setField: Props["setField"]) {
  const [draft, setDraft] = useState<string | null>(null);
  useEffect(() => {
    if (!message) setDraft(null);
  }, [kept, message]);
  const commit = (text: string) => {
    setField(name, text);
    setDraft(parseField(name, text).ok ? null : text);
  };
  return { text: draft ?? kept, setDraft, commit };
}
