import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface Props {
  /** The id of what names it. */
  readonly labelledby: string;
  readonly children: ComponentChildren;
}

/** Room for a table that may be wider than the page. Only where it is, Tab stops there and arrow keys scroll it. */
export function Scroller({ labelledby, children }: Props) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    });
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  return (
    <section ref={box} class="scroller" aria-labelledby={labelledby}>
      {children}
    </section>
  );
}
