/** The text of variants: `layers=1,layers=2`, `lr=0.01+param=mup,lr=0.01+param=standard`. Read and written here only. */
import { show } from "../lib/errors.ts";
import { FIELDS, type FieldName, type Variant } from "./schema.ts";
import { VARIED, variantName } from "./variants.ts";

/** Reads one field's value: `parseField`, which reads variants by this file. */
type ReadValue = (
  name: FieldName,
  text: string,
) =>
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: { readonly message: string } };

/** Between settings. What follows is a key, so that the plus of `lr=1e+0` is none. */
const JOINT = /\+(?=\s*[a-z])/i;

/** Writes a variant by the fields' own keys, in a fixed order: `layers=1+lr=0.01+param=standard`. */
export const formatVariant = (variant: Variant): string =>
  VARIED.flatMap((name) =>
    variant[name] === undefined ? [] : [`${FIELDS[name].key}=${variant[name]}`],
  ).join("+");

/**
 * Reads variants separated by commas.
 *
 * @returns the variants in the order of the text, or in a few words what is wrong with it
 */
export function parseVariants(text: string, read: ReadValue): readonly Variant[] | string {
  const variants: Variant[] = [];
  for (const part of text.split(",")) {
    const variant = parseVariant(part.trim(), read);
    if (typeof variant === "string") return variant;
    if (variants.some((other) => variantName(other) === variantName(variant)))
      return `${formatVariant(variant)} is there twice; leave one out`;
    variants.push(variant);
  }
  return variants;
}

function parseVariant(text: string, read: ReadValue): Variant | string {
  if (text === "") return "an entry is empty";
  let variant: Variant = {};
  for (const setting of text.split(JOINT)) {
    const [key = "", ...value] = setting.trim().split("=");
    const name = VARIED.find((candidate) => FIELDS[candidate].key === key.trim());
    if (!name || value.length === 0) return `${show(setting)} sets none of ${KEYS}`;
    if (variant[name] !== undefined) return `${show(text)} sets ${key} twice`;
    const parsed = read(name, value.join("="));
    if (!parsed.ok) return parsed.problem.message;
    variant = { ...variant, [name]: parsed.value };
  }
  return variant;
}

const KEYS = VARIED.map((name) => FIELDS[name].key).join(", ");
