import { formatField } from "../../recipe/parse.ts";
import { FIELD_NAMES, type Recipe } from "../../recipe/schema.ts";

/** True where every field of two recipes says the same. */
export const isSame = (a: Recipe, b: Recipe): boolean =>
  FIELD_NAMES.every((name) => formatField(name, a[name]) === formatField(name, b[name]));
