import { useLayoutEffect, useRef } from "preact/hooks";
import { wantsLessMotion } from "../hooks.ts";
import { type Box, placeCard, scrollFor } from "./place.ts";

/** As in tour.css: below it the card lies at the window's lower edge. */
const NARROW = "(max-width: 700px)";

/** Pixels of air between what is highlighted and its frame. */
const AIR = 8;

/**
 * Keeps a frame around a part of the page and a card beside it, wherever the layout moves it, and scrolls both into
 * sight when the part changes. Only transforms move, so that nothing on the page shifts.
 *
 * @param selector finds the part; where it finds none, the card stays where it was and the frame is not shown
 */
export function useAnchor(selector: string) {
  const frame = useRef<HTMLDivElement>(null);
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const target = document.querySelector<HTMLElement>(selector);
    const place = () => {
      if (frame.current && card.current) put(frame.current, card.current, target);
    };
    place();
    if (card.current && target) reveal(card.current, target);
    const observer = new ResizeObserver(place);
    for (const element of [document.body, target, card.current]) if (element) observer.observe(element);
    // what sticks to the window while the page scrolls moves on the page
    addEventListener("scroll", place, { passive: true });
    return () => {
      observer.disconnect();
      removeEventListener("scroll", place);
    };
  }, [selector]);
  return { frame, card };
}

/** An element's place on the page, with some air around it. */
function boxOf(element: HTMLElement, air = 0): Box {
  const { left, top, width, height } = element.getBoundingClientRect();
  return {
    x: left + scrollX - air,
    y: top + scrollY - air,
    width: width + 2 * air,
    height: height + 2 * air,
  };
}

function put(frame: HTMLElement, card: HTMLElement, target: HTMLElement | null): void {
  frame.hidden = target === null;
  if (!target) return;
  const box = boxOf(target, AIR);
  frame.style.width = `${box.width}px`;
  frame.style.height = `${box.height}px`;
  frame.style.transform = `translate(${box.x}px, ${box.y}px)`;
  const page = document.documentElement.clientWidth;
  const { x, y } = placeCard(box, { width: card.offsetWidth, height: card.offsetHeight }, page);
  card.style.transform = matchMedia(NARROW).matches ? "" : `translate(${x}px, ${y}px)`;
}

/** On a narrow window the card covers its lower part; elsewhere it stands on the page, and must be seen as well. */
function reveal(card: HTMLElement, target: HTMLElement): void {
  const narrow = matchMedia(NARROW).matches;
  const parts = narrow ? [boxOf(target, AIR)] : [boxOf(target, AIR), boxOf(card)];
  const top = scrollFor(parts, scrollY, innerHeight - (narrow ? card.offsetHeight : 0));
  if (top !== scrollY) scrollTo({ top, behavior: wantsLessMotion() ? "instant" : "smooth" });
}
