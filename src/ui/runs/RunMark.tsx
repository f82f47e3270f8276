import type { Mark } from "../../metrics/remark.ts";
import { strings } from "../../strings/strings.ts";

/** What each mark looks like: told apart by shape, and by colour too (study.css). */
export const MARK_SHAPES: Readonly<Record<Mark, string>> = {
  circle: "●",
  triangle: "▲",
  square: "■",
  star: "★",
};

/** A mark beside a run's name; nothing where it has none. */
export function RunMark({ mark }: { readonly mark: Mark | null }) {
  if (!mark) return null;
  return (
    <span class={`run-mark ${mark}`} role="img" aria-label={strings().study.marks[mark]}>
      {MARK_SHAPES[mark]}
    </span>
  );
}
