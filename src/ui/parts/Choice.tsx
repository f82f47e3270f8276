import { useId } from "preact/hooks";

interface Props<T extends string> {
  /** What is chosen, for a screen reader, and before the options where it is shown. */
  readonly label: string;
  readonly shown?: boolean;
  readonly options: readonly { readonly value: T; readonly title: string; readonly hint?: string }[];
  readonly value: T;
  onChoose(value: T): void;
}

/** One of a few, side by side: radio buttons, so that arrow keys choose. */
export function Choice<T extends string>({ label, shown = false, options, value, onChoose }: Props<T>) {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend class={shown ? undefined : "unseen"}>{label}</legend>
      {options.map((option) => (
        <label key={option.value} title={option.hint}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChoose(option.value)}
          />
          {option.title}
        </label>
      ))}
    </fieldset>
  );
}
