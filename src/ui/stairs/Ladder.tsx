import type { Recipe } from "../../recipe/schema.ts";
import { strings } from "../../strings/strings.ts";
import { type LadderControl, ladderControls, useLadder } from "./useLadder.ts";

interface Props {
  readonly widths: readonly number[];
  readonly recipe: Recipe;
  /** Why the ladder cannot be changed; empty where it can. */
  readonly fixed: string;
  /** What a sweep of the recipe costs, in words. */
  readonly cost: string;
  setWidths(widths: readonly number[]): void;
}

const SIGNS: Readonly<Record<LadderControl["kind"], string>> = { add: "+", remove: "×", double: "×2" };

/** Buttons over the rungs: each width can go, new ones come between them, the widest is doubled. One tab stop; arrow keys walk. */
export function Ladder({ widths, recipe, fixed, cost, setWidths }: Props) {
  const { rungs, double } = ladderControls(widths, recipe, fixed);
  const { toolbar, stop, setStop, said, setSaid, use } = useLadder(widths, setWidths);
  const all = [...rungs.flatMap(({ add, remove }) => [add, remove]), double];
  const reached = all.some(({ id }) => id === stop) ? stop : all[1]?.id;
  const button = (control: LadderControl) => (
    <Control
      key={control.id}
      {...{ control, use }}
      off={fixed !== ""}
      stop={control.id === reached}
      onFocus={() => setStop(control.id)}
    />
  );
  return (
    <>
      <p class="ladder-words">{fixed || (all.some(({ reason }) => reason === said) && said) || cost}</p>
      <div
        ref={toolbar}
        class="row ladder"
        role="toolbar"
        aria-label={strings().play.toolbar}
        onKeyDown={walk}
        onBlur={() => setSaid("")}
      >
        <span class="label" />
        {rungs.map(({ add, remove }, i) => (
          <span key={remove.id} class="ladder-rung">
            {button(add)}
            {button(remove)}
            {i === rungs.length - 1 && button(double)}
          </span>
        ))}
      </div>
      <p class="unseen" role="status">
        {said}
      </p>
    </>
  );
}

interface ControlProps {
  readonly control: LadderControl;
  readonly off: boolean;
  readonly stop: boolean;
  onFocus(): void;
  use(control: LadderControl): void;
}

/** What does nothing can still be reached, and says why. */
function Control({ control, off, stop, onFocus, use }: ControlProps) {
  const { id, kind, name, reason } = control;
  return (
    <button
      type="button"
      class={`ladder-button ${kind}`}
      data-control={id}
      aria-label={name}
      title={reason || name}
      aria-disabled={reason !== "" || undefined}
      disabled={off}
      tabIndex={stop ? 0 : -1}
      onFocus={onFocus}
      onClick={() => use(control)}
    >
      {SIGNS[kind]}
    </button>
  );
}

/** Moves the focus along the ladder. */
function walk(event: KeyboardEvent): void {
  const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("button")];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: buttons.length - 1 }[event.key];
  const target = to === undefined ? undefined : buttons[to];
  if (!target) return;
  event.preventDefault();
  target.focus();
}
