import { type Pieces, workInSlices } from "../lib/pieces.ts";
import type { Answer, Asked, Inspected, Question, QuestionProblem } from "../protocol.ts";
import type { Mixture } from "../tasks/mixture.ts";
import { type Prompt, readPrompt } from "../tasks/prompt.ts";
import { symbolsOf } from "../tasks/vocabulary.ts";
import { answerOf, type Snapshot } from "./ask.ts";
import type { Holder } from "./holder.ts";
import { inspectionOf, MOST_POSITIONS } from "./inspect.ts";

/** What a question needs of a sweep. */
export interface Holding {
  readonly mixture: Mixture;
  readonly holder: Holder;
}

/** Milliseconds that training waits at a time while an answer is computed. */
const SLICE = 8;

const inSlices = <T>(work: Pieces<T>): Promise<T> =>
  new Promise((resolve) => void workInSlices(work, SLICE, resolve));

const refused = (problem: QuestionProblem) => ({ ok: false, problem }) as const;

/** What the runs of a sweep answer now; see `TrainerApi.ask`. */
export async function askRuns(holding: Holding | null, question: Question): Promise<Asked> {
  if (!holding) return refused({ kind: "gone" });
  const { mixture, holder } = holding;
  const read = promptOf(mixture, question);
  if (!read.ok) return read;
  const snapshots = await holder.read(question.runs);
  const found = new Set(snapshots.map(({ run }) => run));
  return {
    ok: true,
    prompt: shown(mixture, read.prompt),
    leftOut: read.prompt.leftOut,
    expected: read.prompt.expected,
    isForm: read.prompt.isForm,
    answers: await inSlices(answersOf(snapshots, read.prompt, mixture.vocabulary)),
    gone: (question.runs ?? []).filter((run) => !found.has(run)),
  };
}

/** What one run computes on its way to an answer; see `TrainerApi.inspect`. */
export async function inspectRun(
  holding: Holding | null,
  run: string,
  question: Question,
): Promise<Inspected> {
  if (!holding) return refused({ kind: "gone" });
  const { mixture, holder } = holding;
  const read = promptOf(mixture, question);
  if (!read.ok) return read;
  const positions = read.prompt.given.length + read.prompt.answers - 1;
  if (positions > MOST_POSITIONS) return refused({ kind: "length", got: positions, most: MOST_POSITIONS });
  const [snapshot] = await holder.read([run]);
  if (!snapshot) return refused({ kind: "gone" });
  return { ok: true, inspection: await inSlices(inspectionOf(snapshot, read.prompt, mixture.vocabulary)) };
}

function promptOf(mixture: Mixture, { task: name, prompt }: Question) {
  const index = mixture.tasks.findIndex((task) => task.name === name);
  const task = mixture.tasks[index];
  if (!task) return refused({ kind: "task", got: name });
  return readPrompt({ task, layout: mixture.layout(index), context: mixture.context }, prompt);
}

/** Everything that is read before the first answer, and with questions all of them. */
const shown = ({ vocabulary }: Mixture, { given, questions }: Prompt): string[] => [
  ...symbolsOf(vocabulary, given),
  ...symbolsOf(vocabulary, questions, 1),
];

function* answersOf(
  snapshots: readonly Snapshot[],
  prompt: Prompt,
  vocabulary: readonly string[],
): Pieces<Answer[]> {
  const answers: Answer[] = [];
  for (const snapshot of snapshots) answers.push(yield* answerOf(snapshot, prompt, vocabulary));
  return answers;
}
