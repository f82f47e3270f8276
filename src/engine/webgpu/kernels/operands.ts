import { namedError } from "../../../lib/errors.ts";
import type { GradientPlace, Place, StepPlace } from "../../plan/buffers.ts";
import { STATE } from "../../plan/state.ts";
import type { Binding } from "./kernel.ts";
import { X4 } from "./text.ts";

export type Element = "f32" | "u32" | "i32";
type Access = Binding["access"];

interface Bound {
  readonly variable: string;
  readonly buffer: string;
  readonly access: Access;
  readonly element: Element;
  /** True where the buffer is an array of vec4. */
  vectors: boolean;
}

/** One operand in a kernel's text. Its base address is a constant of the function, `bases` of its list. */
export interface Operand {
  /** The element at an index (a u32 expression) of this replica's tensor. */
  at(index: string): string;
  /** Four elements; the index counts in fours. Only for operands declared with vectors. */
  vec(index: string): string;
}

export interface OperandOptions {
  readonly element?: Element;
  readonly access?: Access;
  /** To read or write four elements at a time; offset and stride must then be multiples of 4. */
  readonly vectors?: boolean;
}

/** True where all of these are multiples of 4: what reading four elements at a time asks for. */
export const inFours = (...numbers: readonly number[]): boolean => numbers.every((n) => n % 4 === 0);

/** True where a place can be read in fours along rows of this length. */
export const placeInFours = ({ offset, stride }: Place, row: number): boolean => inFours(offset, stride, row);

/** The same for a gradient and its partials. */
export const gradientInFours = (place: GradientPlace, row: number): boolean =>
  inFours(place.offset, place.stride, place.tail, place.tailStride, row);

/**
 * The operands of a kernel: which buffers it binds, as what, and where each tensor begins. A buffer that holds
 * several operands is bound once. Offsets that differ between the model's layers are no part of the text. Declare all operands before writing the text that uses them.
 */
export class Operands {
  readonly #bound = new Map<string, Bound>();
  readonly #bases: (() => string)[] = [];
  readonly #offsets: number[] = [];

  /** An operand whose replica `r` (a u32 in scope) begins at offset + r·stride. */
  add(name: string, place: Place, options: OperandOptions = {}): Operand {
    return this.#declare(name, place, options, this.#start(place));
  }

  /** The version of an input that this step reads. */
  addStep(name: string, place: StepPlace, state: Place | null, element: Element): Operand {
    const start = this.#start(place);
    if (place.steps === 1 || state === null) return this.#declare(name, place, { element }, start);
    const cursor = this.add("state", state, { element: "u32" }).at(`${STATE.cursor}u`);
    const version = `(${cursor} % ${place.steps}u) * ${place.stepStride}u`;
    return this.#declare(name, place, { element }, `${start} + ${version}`);
  }

  /** Partial sum `s` (a u32 in scope) of a gradient: see `partialStart`. Write only. */
  addPartial(name: string, place: GradientPlace, vectors: boolean): Operand {
    const own = this.#start(place);
    const options = { access: "read_write", vectors } as const;
    if (place.splits === 1) return this.#declare(name, place, options, own);
    const tail = this.#offset(place.tail);
    const further = `${tail} + (r * ${place.splits - 1}u + s - 1u) * ${place.tailStride}u`;
    return this.#declare(name, place, options, `select(${further}, ${own}, s == 0u)`);
  }

  /** `let` statements of the base addresses; `r`, and `s` for partials, must be in scope. */
  get bases(): string {
    return [...new Set(this.#bases.map((line) => line()))].join("\n");
  }

  get bindings(): readonly Binding[] {
    return [...this.#bound.values()].map(({ buffer, access }) => ({ buffer, access }));
  }

  get declarations(): string {
    const buffers = [...this.#bound.values()].map(declaration);
    const uniform = `@group(0) @binding(${buffers.length}) var<uniform> offsets: vec4u;`;
    return [...buffers, ...(this.#offsets.length > 0 ? [uniform] : [])].join("\n");
  }

  /** What the uniform holds. */
  get offsets(): readonly number[] {
    return this.#offsets;
  }

  #start({ offset, stride }: Pick<Place, "offset" | "stride">): string {
    return `${this.#offset(offset)} + r * ${stride}u`;
  }

  /** The text of an offset. Only a model's first tensor, and whatever has a buffer of its own, has 0. */
  #offset(value: number): string {
    if (value === 0) return "0u";
    const component = X4[this.#offsets.push(value) - 1];
    if (component) return `offsets.${component}`;
    throw problem("offsets", "has no room for a fifth");
  }

  #declare(name: string, { buffer }: { buffer: string }, options: OperandOptions, start: string): Operand {
    const { element = "f32", access = "read", vectors = false } = options;
    const bound = this.#bind(buffer, access, element);
    if (vectors) bound.vectors = true;
    this.#bases.push(() => baseLine(name, start, bound));
    const at = (index: string): string => {
      if (!bound.vectors) return `${bound.variable}[${name}_at + ${index}]`;
      if (access === "read") return component(`${name}_at + ${index}`, bound.variable);
      throw problem(name, "is written in fours, so no element of it can be written alone");
    };
    return { at, vec: (index) => `${bound.variable}[${name}_at4 + ${index}]` };
  }

  #bind(buffer: string, access: Access, element: Element): Bound {
    const known = this.#bound.get(buffer);
    if (known === undefined) {
      const bound = { variable: `buffer${this.#bound.size}`, buffer, access, element, vectors: false };
      this.#bound.set(buffer, bound);
      return bound;
    }
    if (known.access === access && known.element === element) return known;
    throw problem(buffer, "is wanted in two ways at once");
  }
}

const component = (index: string, variable: string): string =>
  `${variable}[(${index}) >> 2u][(${index}) & 3u]`;

function baseLine(name: string, start: string, { vectors }: Bound): string {
  const elements = `let ${name}_at = ${start};`;
  return vectors ? `${elements}\nlet ${name}_at4 = ${name}_at >> 2u;` : elements;
}

function declaration({ variable, access, element, vectors }: Bound, i: number): string {
  const type = vectors ? `vec4<${element}>` : element;
  return `@group(0) @binding(${i}) var<storage, ${access}> ${variable}: array<${type}>;`;
}

const problem = (name: string, what: string): Error =>
  namedError("ShapeError", `kernel operand ${name}: ${what}; correct the kernel's declarations.`);
