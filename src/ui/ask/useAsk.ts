import { useEffect, useState } from "preact/hooks";
import { messageOf } from "../../lib/errors.ts";
import type { Asked, Question } from "../../protocol.ts";
import type { Actions } from "../actions.ts";

/** Milliseconds after the last key until a prompt is asked. */
const TYPING = 200;

/** Milliseconds between an answer and the next question, at least and at most. */
const PERIOD = 1000;
const LONGEST_PERIOD = 5000;

/** A question that takes its time is followed by so many times that: training comes first. */
const REST = 4;

export interface Asking {
  /** What came last; null before, and where nothing is asked. */
  readonly asked: Asked | null;
  /** What went wrong on the way, in words. */
  readonly error: string;
}

const NOTHING: Asking = { asked: null, error: "" };

/**
 * Asks a question, and asks it again while the answers change.
 *
 * @param question must stay the same object while it is the same; null where nothing is to be asked
 * @param again true while the runs learn
 * @param moment asks anew where it changes
 */
export function useAsk(
  ask: Actions["ask"],
  question: Question | null,
  again: boolean,
  moment: unknown,
): Asking {
  const [asking, setAsking] = useState(NOTHING);
  useEffect(() => {
    if (!question) return setAsking(NOTHING);
    return askAgain(() => ask(question), again, setAsking);
  }, [ask, question, again, moment]);
  return asking;
}

/** @returns ends it; what is still under way is not told any more */
function askAgain(ask: () => Promise<Asked>, again: boolean, tell: (asking: Asking) => void): () => void {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout>;
  const once = async () => {
    const start = performance.now();
    // Nobody looks at a hidden page.
    const asking = document.hidden ? null : await answerTo(ask);
    if (isOver) return;
    if (asking) tell(asking);
    const took = performance.now() - start;
    if (again) timer = setTimeout(once, Math.max(PERIOD, Math.min(LONGEST_PERIOD, took * REST)));
  };
  timer = setTimeout(once, TYPING);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

async function answerTo(ask: () => Promise<Asked>): Promise<Asking> {
  try {
    return { asked: await ask(), error: "" };
  } catch (error) {
    return { asked: null, error: messageOf(error) };
  }
}
