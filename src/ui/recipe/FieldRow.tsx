import { useEffect, useState } from "preact/hooks";
import { formatField, parseField } from "../../recipe/parse.ts";
import { type FieldName, fieldOf, type Problem, type Recipe } from "../../recipe/schema.ts";

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
  const kept = formatField(name, recipe[name]);
  // What was typed stays, even while it cannot be used; the recipe keeps its last good value.
  const [draft, setDraft] = useState<string | null>(null);
  const message = problems.map((problem) => problem.message).join(". ");
  useEffect(() => {
    if (!message) setDraft(null);
  }, [kept, message]);
  const commit = (text: string) => {
    setField(name, text);
    setDraft(parseField(name, text).ok ? null : text);
  };
  const id = `field-${field.key}`;
  const shared = {
    id,
    disabled: off,
    value: draft ?? kept,
    "aria-invalid": message ? true : undefined,
    "aria-describedby": `${id}-help${message ? ` ${id}-problem` : ""}`,
  };
  return (
    <div class={`field ${field.kind}`}>
      <label class="field-label" for={id}>
        {label ?? field.label}
      </label>
      {field.kind === "choice" ? (
        <select {...shared} onChange={(event) => commit(event.currentTarget.value)}>
          {field.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          type="text"
          inputMode={field.kind === "integer" ? "numeric" : field.kind === "number" ? "decimal" : "text"}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => setDraft(event.currentTarget.value)}
          onChange={(event) => commit(event.currentTarget.value)}
        />
      )}
      <p class="help" id={`${id}-help`}>
        {field.help}
      </p>
      {message !== "" && (
        <p class="problem" id={`${id}-problem`}>
          {message}
        </p>
      )}
    </div>
  );
}
