import { LEAST_SEEDS } from "../../analysis/bootstrap.ts";
import type { Crossing } from "../../analysis/crossing.ts";
import type { Emergence } from "../../analysis/emergence.ts";
import { type EmergenceWords, place, type Spent } from "../../analysis/emergence-words.ts";
import { both, count, list } from "./words.ts";

/** `시드 3개`. */
export const seedsOf = (seeds: number): string => `시드 ${count(seeds)}개`;

/** `1,500스텝`. */
export const stepsOf = (steps: number): string => `${count(steps)}스텝`;

const spentOf = (spent: Spent): string => (typeof spent === "number" ? stepsOf(spent) : spent);

function whereWords(point: Crossing): string {
  const rungs = rungsWords(point);
  return rungs && `${rungs}에서 ${point.kind === "by-first" ? "이미 " : ""}나타났습니다`;
}

/** `폭 8`, `폭 8과 16 사이`; empty where an ability has not emerged. */
function rungsWords(point: Crossing): string {
  if (point.kind === "by-first") return `폭 ${point.at}`;
  if (point.kind === "between") return `폭 ${both(point.below, point.above)} 사이`;
  return "";
}

const notYetWords = ({ point, seeds }: Emergence, spent: Spent): string =>
  point.kind === "not-yet"
    ? `폭 ${point.at}에서도 아직 나타나지 않았습니다(${seedsOf(seeds)}, ${spentOf(spent)})`
    : "";

/** ` (약 6.9, 구간 6.4~7.6, 시드 3개)`; empty without an interval. */
function intervalWords({ point, interval, seeds }: Emergence): string {
  if (!interval) return "";
  const [low, high] = [endWords(interval.low), endWords(interval.high)];
  const parts = [
    ...(point.kind === "between" ? [`약 ${place(point.at)}`] : []),
    ...(low === high ? [] : [`구간 ${low}~${high}`]),
    seedsOf(seeds),
  ];
  return ` (${parts.join(", ")})`;
}

function endWords(end: Crossing): string {
  if (end.kind === "unmeasured") return "";
  if (end.kind === "between") return place(end.at);
  return end.kind === "by-first" ? `${end.at} 이하` : `${end.at} 초과`;
}

/** Where abilities emerged. */
export const EMERGENCE: EmergenceWords = {
  where: whereWords,
  notYet: notYetWords,
  interval: intervalWords,
  inside: (title) => title,
  there: (titles, where) => `${list(titles)}: ${where}.`,
  notThere: (titles, where) => `${list(titles)}: ${where}.`,
  some(there, all, first, last) {
    const [from, to] = [rungsWords(first), rungsWords(last)];
    const emerged = `능력 ${all}가지 중 ${there}가지가`;
    if (from === to) return `${emerged} ${whereWords(first)}.`;
    return `${emerged} 나타났습니다. 처음은 ${from}, 마지막은 ${to}입니다.`;
  },
  andMore: (titles, more) => [...titles, `그 밖에 ${more}가지`],
};

/** `시드 1개이므로 미리 보기입니다.`; empty where there are seeds enough. */
export const previewWords = (seeds: number): string =>
  seeds < LEAST_SEEDS ? `${seedsOf(seeds)}이므로 미리 보기입니다.` : "";

/** When an ability emerged at one width. */
export function whenWords({ point }: Emergence): string {
  if (point.kind === "unmeasured") return "";
  if (point.kind === "by-first") return `${stepsOf(point.at)}에서 이미 나타났습니다`;
  if (point.kind === "not-yet") return `${stepsOf(point.at)}까지 아직 나타나지 않았습니다`;
  return `${count(point.below)}~${stepsOf(point.above)} 사이에 나타났습니다`;
}
