import { useEffect, useRef, useState } from "preact/hooks";
import type { Inspected, Question } from "../../protocol.ts";

/** Asks a run what is going on inside it. */
export type Inspect = (run: string, question: Question) => Promise<Inspected>;

interface Wish extends Pick<Question, "task" | "prompt"> {
  readonly run: string;
}

/** What is asked, and whether an answer is still to come. */
interface Asking {
  wish: Wish | null;
  isBusy: boolean;
}

/**
 * What is inside a run that is asked a question: asked anew whenever something of it changes, one question after the
 * other. What was told last stays until the next is there.
 *
 * @param run null where there is none to ask
 * @param moment changes when it is time to ask again
 */
export function useInspection(
  inspect: Inspect,
  run: string | null,
  { task, prompt }: Pick<Question, "task" | "prompt">,
  moment: unknown,
): Inspected | null {
  const [told, setTold] = useState<Inspected | null>(null);
  const asking = useRef<Asking>({ wish: null, isBusy: false });
  useEffect(() => {
    asking.current.wish = run === null || prompt === "" ? null : { run, task, prompt };
    if (run === null) setTold(null);
    void answer(asking.current, inspect, setTold);
  }, [inspect, run, task, prompt, moment]);
  useEffect(
    () => () => {
      asking.current.wish = null;
    },
    [],
  );
  return told;
}

/** Asks until the newest wish has been answered; tells what still answers what is wished for. */
async function answer(asking: Asking, inspect: Inspect, tell: (told: Inspected) => void): Promise<void> {
  if (asking.isBusy) return;
  asking.isBusy = true;
  let asked: Wish | null = null;
  while (asking.wish && asking.wish !== asked) {
    asked = asking.wish;
    const told = await inspect(asked.run, asked).catch(() => LOST);
    if (asking.wish && isSame(asking.wish, asked)) tell(told);
  }
  asking.isBusy = false;
}

const isSame = (a: Wish, b: Wish) => a.run === b.run && a.task === b.task && a.prompt === b.prompt;

/** A worker that breaks says so elsewhere on the page. */
const LOST: Inspected = { ok: false, problem: { kind: "gone" } };
