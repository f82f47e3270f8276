import { useState } from "preact/hooks";

interface Props {
  readonly label: string;
  readonly text: string;
  readonly class?: string;
  readonly placeholder?: string;
  /** Characters at most. */
  readonly most?: number;
  save(text: string): void;
}

/** A text that is changed where it stands: Enter or leaving it keeps the change, Escape takes it back. */
export function EditableText({ label, text, placeholder, most = 80, save, ...rest }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const keep = () => {
    if (draft !== null && draft !== text) save(draft);
    setDraft(null);
  };
  return (
    <input
      type="text"
      class={`editable ${rest.class ?? ""}`.trim()}
      aria-label={label}
      title={text}
      value={draft ?? text}
      placeholder={placeholder}
      maxLength={most}
      onInput={(event) => setDraft(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === "Enter") keep();
        if (event.key !== "Escape" || draft === null) return;
        event.stopPropagation();
        setDraft(null);
      }}
    />
  );
}
