import type { ComponentChildren } from "preact";

interface Props {
  /** Names the part for links and tests. */
  readonly name: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** One part of the explanation. */
export function Part({ name, title, children }: Props) {
  return (
    <section class="how-part" data-part={name} aria-labelledby={`how-${name}`}>
      <h3 id={`how-${name}`}>{title}</h3>
      {children}
    </section>
  );
}
