import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

interface Props {
  readonly class?: string;
  /** True where there is nothing for it to do now. */
  readonly off: boolean;
  /** The class under which it only keeps its place, where it is off. */
  readonly away?: string;
  readonly children: ComponentChildren;
  onPress(): void;
}

/**
 * A button that is off at times. Where it has the focus then, it keeps it until the focus goes on, so that nobody who
 * uses the keyboard is thrown back to the beginning of the page.
 */
export function Press({ off, away = "", children, onPress, ...rest }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [, leave] = useState(0);
  const held = off && button.current !== null && document.activeElement === button.current;
  const classes = [rest.class ?? "", held ? "held" : off ? away : ""].filter((name) => name !== "").join(" ");
  return (
    <button
      ref={button}
      type="button"
      class={classes || undefined}
      disabled={off && !held}
      aria-disabled={held || undefined}
      onClick={off ? undefined : onPress}
      onBlur={() => held && leave((times) => times + 1)}
    >
      {children}
    </button>
  );
}
