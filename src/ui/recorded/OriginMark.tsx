import type { Origin } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";

/** Beside a title: what is shown there is not the visitor's present sweep. Nothing where it is. */
export function OriginMark({ origin }: { readonly origin: Origin | null }) {
  if (!origin) return null;
  const words = strings().study;
  return <span class="recorded-mark">{words.from(words.origins[origin])}</span>;
}
