import fc from "fast-check";
import {
  FIELD_NAMES,
  FIELDS,
  type Field,
  type FieldName,
  fieldOf,
  type Recipe,
  type Variant,
} from "../src/recipe/schema.ts";
import { VARIED, variantName } from "../src/recipe/variants.ts";

/** Any variants that set the same fields, so that no two come to the same. */
function anyVariants(most: number): fc.Arbitrary<Variant[]> {
  const { layers, learningRate } = FIELDS;
  const all = {
    layers: fc.integer({ min: layers.min, max: layers.max }),
    learningRate: fc.double({ min: 0, max: learningRate.max, minExcluded: true, noNaN: true }),
    parametrisation: fc.constantFrom("mup" as const, "standard" as const),
  };
  return fc.subarray([...VARIED], { minLength: 1 }).chain((fields) => {
    const variant = fc.record(Object.fromEntries(fields.map((field) => [field, all[field]])));
    return fc.uniqueArray(variant as fc.Arbitrary<Variant>, { maxLength: most, selector: variantName });
  });
}

/** Any value that a field's row of the table allows. */
export function anyValue(field: Field): fc.Arbitrary<Recipe[FieldName]> {
  const whole = (from: number, to: number) => fc.integer({ min: from, max: Math.min(to, 2 ** 31 - 1) });
  switch (field.kind) {
    case "tasks": {
      const name = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,12}$/);
      const weight = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
      const task = fc.record({ name, weight });
      return fc.uniqueArray(task, { minLength: 1, maxLength: 5, selector: (t) => t.name });
    }
    case "integers":
      return fc
        .uniqueArray(whole(field.min, field.max), {
          minLength: field.sequence ? 0 : 1,
          maxLength: field.most,
        })
        .map((values) => values.sort((a, b) => a - b));
    case "variants":
      return anyVariants(field.most);
    case "auto":
      return fc.oneof(fc.constant("auto" as const), whole(field.min, field.max));
    case "choice":
      return fc.constantFrom(...field.choices) as fc.Arbitrary<Recipe[FieldName]>;
    case "integer":
      return whole(field.min, field.max);
    case "number":
      return fc.double({ min: field.min, max: field.max, minExcluded: field.open ?? false, noNaN: true });
  }
}

/** Any recipe of which each field is in its range, whether or not they fit together. */
export const anyRecipe = fc.record(
  Object.fromEntries(FIELD_NAMES.map((name) => [name, anyValue(fieldOf(name))])),
) as unknown as fc.Arbitrary<Recipe>;
