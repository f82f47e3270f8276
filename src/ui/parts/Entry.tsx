interface Props {
  readonly title: string;
  readonly help?: string;
  readonly disabled?: boolean;
  onChoose(): void;
}

/** One choice of a panel: what it does, and in a few quiet words what one gets. */
export function Entry({ title, help, disabled = false, onChoose }: Props) {
  return (
    <button type="button" class="entry" disabled={disabled} onClick={onChoose}>
      <b>{title}</b>
      {help && <small>{help}</small>}
    </button>
  );
}
