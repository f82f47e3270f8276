import type { Pieces } from "../lib/pieces.ts";
import { Reader, softmax, type Watch } from "../model/forward.ts";
import type { ModelSpec } from "../model/spec.ts";
import type { Answer, AnswerToken } from "../protocol.ts";
import type { Prompt } from "../tasks/prompt.ts";

/** One run's weights at a moment. */
export interface Snapshot {
  readonly run: string;
  /** Updates taken. */
  readonly step: number;
  readonly spec: ModelSpec;
  /** The flat vector of the parameter table. */
  readonly weights: Float32Array;
}

/** How many alternatives are told of each answer token, itself included. */
const LIKELIEST = 5;

/** Is told every token that is read, at its position, and the logits and probabilities after it, (V) each. */
export type OnRead = (token: number, logits: Float64Array, probabilities: Float64Array) => void;

/** What a run answers: at each place the likeliest token, the first of equals, until the end token or no more is asked. */
export function* answerOf(
  { run, step, spec, weights }: Snapshot,
  { given, questions, answers, end }: Prompt,
  vocabulary: readonly string[],
  watch?: Watch,
  onRead?: OnRead,
): Pieces<Answer> {
  const reader = new Reader(spec, weights, watch);
  const tokens: AnswerToken[] = [];
  let last = end;
  const next = () => given[reader.length] ?? questions[tokens.length] ?? last;
  while (tokens.length < answers) {
    const token = next();
    const logits = yield* reader.read(token);
    const probabilities = softmax(logits);
    onRead?.(token, logits, probabilities);
    if (reader.length < given.length) continue;
    const best = likeliest(probabilities);
    last = best[0] as number;
    tokens.push(tokenOf(best, probabilities, vocabulary));
    if (last === end) break;
  }
  return { run, step, tokens };
}

/** The ids of the largest probabilities, largest first; equals in the order of ids. */
function likeliest(probabilities: Float64Array): number[] {
  const best: number[] = [];
  const of = (id: number) => probabilities[id] as number;
  for (let id = 0; id < probabilities.length; id++) {
    let place = best.length;
    while (place > 0 && of(id) > of(best[place - 1] as number)) place--;
    if (place < LIKELIEST) best.splice(place, 0, id);
    if (best.length > LIKELIEST) best.pop();
  }
  return best;
}

function tokenOf(
  ids: readonly number[],
  probabilities: Float64Array,
  vocabulary: readonly string[],
): AnswerToken {
  const likeliest = ids.map((id) => ({
    symbol: vocabulary[id] as string,
    probability: probabilities[id] as number,
  }));
  return { ...(likeliest[0] as (typeof likeliest)[number]), likeliest };
}
