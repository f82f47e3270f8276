import { namedError } from "../../lib/errors.ts";
import type { ModelSpec } from "../../model/spec.ts";
import { BufferList, type GradientPlace, type Place, roundUp } from "./buffers.ts";
import { type ParameterLayout, parameterLayout, type Tail, tensorOf } from "./layout.ts";
import type { Operation } from "./ops.ts";
import type { Cutting } from "./splits.ts";

/** The sizes of a plan. */
export interface PlanSize {
  readonly model: ModelSpec;
  /** R */
  readonly replicas: number;
  /** B: sequences per replica. */
  readonly batch: number;
  /** T: positions per sequence, at most the model's context. */
  readonly context: number;
}

/** A plan in the making: what the builders of its parts share. */
export class Draft {
  readonly model: ModelSpec;
  /** R */
  readonly replicas: number;
  readonly batch: number;
  readonly context: number;
  /** N = B·T */
  readonly rows: number;
  /** C */
  readonly width: number;
  readonly cutting: Cutting;
  readonly layout: ParameterLayout;
  readonly buffers = new BufferList();
  readonly operations: Operation[] = [];
  readonly weights: Place;
  readonly tails = new Map<string, Tail>();
  /** Elements of `gradients` so far: (R,P̂), then the tails. */
  #gradientLength: number;

  /** @throws ShapeError where a size is not a whole number in its range */
  constructor(size: PlanSize, cutting: Cutting) {
    checkSize(size);
    this.model = size.model;
    this.replicas = size.replicas;
    this.batch = size.batch;
    this.context = size.context;
    this.rows = size.batch * size.context;
    this.width = size.model.shape.dModel;
    this.cutting = cutting;
    this.layout = parameterLayout(size.model);
    this.weights = this.buffers.add("weights", "f32", "state", this.replicas, this.layout.size);
    this.#gradientLength = this.replicas * this.layout.size;
  }

  get gradientLength(): number {
    return this.#gradientLength;
  }

  /** Where a parameter tensor lies. */
  weight(name: string): Place {
    return { ...this.weights, offset: tensorOf(this.layout, name).offset };
  }

  /** Declares an activation of (N, columns). */
  activation(name: string, columns: number): Place {
    return this.buffers.add(name, "f32", "activation", this.replicas, this.rows * columns);
  }

  /** Where a parameter tensor's gradient goes, in so many partials. Call once per tensor. */
  gradient(name: string, splits: number): GradientPlace {
    const { offset, size } = tensorOf(this.layout, name);
    const tailStride = roundUp(size, 4);
    const tail = splits > 1 ? this.#gradientLength : 0;
    this.#gradientLength += this.replicas * (splits - 1) * tailStride;
    this.tails.set(name, { splits, tail, tailStride });
    return { buffer: "gradients", offset, stride: this.layout.size, splits, tail, tailStride };
  }

  push(operation: Operation): void {
    this.operations.push(operation);
  }
}

function checkSize({ model, replicas, batch, context }: PlanSize): void {
  const most = model.shape.context;
  const problem =
    wrong("replicas", replicas, Number.MAX_SAFE_INTEGER) ??
    wrong("batch", batch, Number.MAX_SAFE_INTEGER) ??
    wrong("context", context, most);
  if (problem) throw namedError("ShapeError", problem);
}

function wrong(what: string, got: number, most: number): string | null {
  if (Number.isInteger(got) && got >= 1 && got <= most) return null;
  const range = most === Number.MAX_SAFE_INTEGER ? "from 1" : `from 1 to ${most} (the model's context)`;
  return `plan, ${what}: expected a whole number ${range}, got ${got}; check the cohort's spec.`;
}
