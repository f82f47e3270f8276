import { render, type VNode } from "preact";
import { hexOf } from "./colour.ts";

/** What a drawing inherits, and what it does not: by SVG's presentation attributes, with their initial values. */
const INHERITED = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "paint-order",
] as const;
const OWN = { opacity: "1" } as const;

/** What a drawing needs no more once its look stands in attributes, or what belongs to the page. */
const DROPPED = ["class", "style", "tabindex", "data-width"];

/**
 * A drawing as the text of a file that needs nothing beside itself: every colour resolved, every style an attribute.
 *
 * @param node an `svg` element, styled by the page's classes
 * @param theme whose colours it gets, whatever the page's are
 */
export function svgText(node: VNode, theme: "light" | "dark"): string {
  const stage = document.createElement("div");
  stage.className = `offstage plot ${theme}`;
  stage.setAttribute("aria-hidden", "true");
  document.body.append(stage);
  try {
    render(node, stage);
    const drawn = stage.querySelector("svg");
    if (!drawn) throw new Error("svgText: expected a drawing; got nothing");
    const copy = drawn.cloneNode(true) as SVGSVGElement;
    inline(drawn, copy, null);
    return new XMLSerializer().serializeToString(copy);
  } finally {
    render(null, stage);
    stage.remove();
  }
}

/** Writes an element's look into its copy, where it is not its parent's, and goes on with what is inside. */
function inline(from: Element, to: Element, parent: CSSStyleDeclaration | null): void {
  const look = getComputedStyle(from);
  const children = [...to.children]; // before any of them goes
  for (const name of DROPPED) to.removeAttribute(name);
  if (parent) for (const name of ["role", "aria-label"]) to.removeAttribute(name);
  for (const name of INHERITED) {
    const value = look.getPropertyValue(name);
    if (parent && value === parent.getPropertyValue(name)) to.removeAttribute(name);
    else write(to, name, value);
  }
  for (const [name, initial] of Object.entries(OWN)) {
    const value = look.getPropertyValue(name);
    if (value !== initial) to.setAttribute(name, value);
  }
  children.forEach((child, i) => {
    const source = from.children[i]!;
    if (isUnseen(source)) child.remove();
    else inline(source, child, look);
  });
}

/** Not shown, or there only to be pointed at. */
function isUnseen(element: Element): boolean {
  const { display, stroke, fill } = getComputedStyle(element);
  return display === "none" || (element.matches("path") && isClear(stroke) && isClear(fill));
}

const isClear = (paint: string) => paint === "none" || hexOf(paint).alpha === 0;

function write(to: Element, name: string, value: string): void {
  if ((name !== "fill" && name !== "stroke") || value === "none") {
    to.setAttribute(name, value.replace(/(\d)px/g, "$1"));
    return;
  }
  const { hex, alpha } = hexOf(value);
  to.setAttribute(name, hex);
  if (alpha < 1) to.setAttribute(`${name}-opacity`, String(alpha));
}
