import type { VNode } from "preact";
import type { Sheet } from "../view/sheet.ts";

/** What can be saved of a chart; asked for when it is saved. */
export interface Figure {
  /** Of its files, without an ending. */
  readonly name: string;
  readonly title: string;
  /** The sentence above it. */
  readonly words: string;
  /** What its marks mean. */
  readonly key: string;
  /** The chart itself, so many pixels wide. */
  readonly drawing: (width: number) => Drawing;
  /** The numbers that are saved. */
  readonly sheet: Sheet;
}

/** A vector drawing, styled by the page's classes. */
export interface Drawing {
  readonly node: VNode;
  readonly height: number;
}
