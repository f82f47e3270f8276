/** Types that cross the worker boundary. Nothing executable. */
import type { Speed } from "./analysis/cost.ts";
import type { EngineInfo, Preparation } from "./engine/engine.ts";
import type { Problem, Recipe } from "./recipe/schema.ts";
import type { CohortKey } from "./recipe/variants.ts";

/** What the worker found in a user's file. */
export interface DataSummary {
  readonly name: string;
  readonly kind: "text" | "examples";
  readonly bytes: number;
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly sha256: string;
  /** Characters of a text, or examples. */
  readonly train: number;
  readonly heldOut: number;
  /** Different characters, the unknown token included where there is one. */
  readonly vocabulary: number;
  /** Things a person should know: overlapping splits, characters mapped to unknown. */
  readonly warnings: readonly string[];
  /** Exact match of always answering the same, and how that comes about, in words. */
  readonly chance: number;
  readonly chanceWhy: string;
  /** A few examples as the model will see them. */
  readonly examples: readonly { readonly prompt: string; readonly answer: string }[];
}

/**
 * Bits per character that counting models need on the characters that a text is scored on: what a character's
 * share tells, and what one and two characters before it tell. Counted on the training part, of which the
 * first 4 million characters.
 */
export interface TextBaselines {
  readonly unigram: number;
  readonly bigram: number;
  readonly trigram: number;
}

/** What the page needs to know of a task to draw it. */
export interface TaskSummary {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly chance: number;
  readonly chanceWhy: string;
  /** False where test prompts may also occur in training, because there are too few. */
  readonly heldOut: boolean;
  /** Tokens of the longest answer, its end token included. */
  readonly answerLength: number;
  readonly scored: "answer" | "token";
  /** True where every answer symbol has a question of its own, which follows the prompt. */
  readonly questions?: boolean;
  /** Running text: what its loss can be held against. */
  readonly baselines?: TextBaselines;
}

/** One cohort as built. */
export interface CohortSummary extends CohortKey {
  readonly heads: number;
  readonly seeds: readonly number[];
  readonly parameters: number;
  readonly nonEmbedding: number;
  readonly flopsPerToken: number;
  /** B·T: tokens of one step of one run. */
  readonly tokensPerStep: number;
}

/** What a sweep will be, told before its first step. */
export interface SweepSummary {
  readonly recipe: Recipe;
  readonly tasks: readonly TaskSummary[];
  readonly vocabulary: readonly string[];
  readonly context: number;
  readonly cohorts: readonly CohortSummary[];
  readonly data: DataSummary | null;
  readonly engine: EngineInfo;
  /** Which runs each worker trains, by run id. */
  readonly workers: readonly (readonly string[])[];
}

/** One prompt and what a run answers now, as symbols. */
export interface Sample {
  readonly task: string;
  readonly prompt: readonly string[];
  readonly expected: readonly string[];
  readonly answer: readonly string[];
  readonly right: boolean;
}

/** How far a start is: the only news that comes before its answer. */
export interface Building {
  readonly type: "building";
  /** What the engine is at; `width` where it does not tell. */
  readonly phase: Preparation["phase"] | "width";
  /** The width that is being built; 0 while the engine itself is being made ready. */
  readonly width: number;
  /** The cohort's place among those of all workers, from 1; 0 before the first. */
  readonly place: number;
  /** How many cohorts will be built. */
  readonly cohorts: number;
  /** As in `Preparation`; both 0 where nothing is counted. */
  readonly done: number;
  readonly of: number;
}

export type TableName = "train" | "eval";

/** What a worker tells. Rows are flat (n × columns), columns as in `metrics/columns.ts`. */
export type TrainerEvent =
  | Building
  | { readonly type: "rows"; readonly run: string; readonly table: TableName; readonly rows: Float64Array }
  | {
      readonly type: "samples";
      readonly run: string;
      readonly step: number;
      readonly samples: readonly Sample[];
    }
  | { readonly type: "diverged"; readonly run: string; readonly step: number; readonly message: string }
  | { readonly type: "done"; readonly run: string }
  | { readonly type: "paused" }
  | { readonly type: "finished"; readonly stopped: boolean }
  | { readonly type: "failed"; readonly name: string; readonly message: string };

/** Receives what a worker tells, at most ten times a second. */
export type TrainerSink = (events: readonly TrainerEvent[]) => void;

/** What start says when a recipe cannot be trained: everything wrong, at once; nothing where a stop came first. */
export type StartResult =
  | { readonly ok: true; readonly summary: SweepSummary }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Which of the workers that train a sweep together a worker is. */
export interface Share {
  /** From 0. The first decides how many there are, at most `of`; the others take their share of exactly `of`. */
  readonly index: number;
  readonly of: number;
}

/** What is asked of runs, whatever they are doing. */
export interface Question {
  /** One of the recipe's tasks. */
  readonly task: string;
  /**
   * The task's symbols as typed; words apart by spaces. Where every answer symbol has a question of its own, the
   * questions follow the separator. Task token and final separator are added.
   */
  readonly prompt: string;
  /** Run ids; absent for all. */
  readonly runs?: readonly string[];
}

/** Why a question cannot be asked; the page puts it into words. */
export type QuestionProblem =
  /** No worker holds the weights: nothing was trained, the engine broke, or there were too many to keep. */
  | { readonly kind: "gone" }
  | { readonly kind: "task"; readonly got: string }
  | { readonly kind: "empty" }
  /** What stands at index `at` of the prompt begins no symbol of the task's. */
  | {
      readonly kind: "symbol";
      readonly got: string;
      readonly at: number;
      readonly symbols: readonly string[];
    }
  /** In symbols. */
  | { readonly kind: "length"; readonly got: number; readonly most: number }
  /** Every answer symbol has a question of its own, and none was asked. */
  | { readonly kind: "questions"; readonly separator: string };

/** A symbol and how likely a run holds it to be the next one. */
export interface Likely {
  readonly symbol: string;
  readonly probability: number;
}

/** One token of a greedy answer: the likeliest of all. */
export interface AnswerToken extends Likely {
  /** The likeliest five, this one first. */
  readonly likeliest: readonly Likely[];
}

/** What one run answers. */
export interface Answer {
  readonly run: string;
  /** The updates it has taken. */
  readonly step: number;
  /** Up to the end token, which is the last where there is one. */
  readonly tokens: readonly AnswerToken[];
}

/** The answers of some runs to one question. */
export type Asked =
  | {
      readonly ok: true;
      /** Every token that was read, task token and separator included; of a text perhaps only its end. */
      readonly prompt: readonly string[];
      /** Characters at the beginning of a text that were not: a model sees no more than its context at once. */
      readonly leftOut: number;
      /** The right answer; null where the task cannot tell, or the prompt has not its form. */
      readonly expected: readonly string[] | null;
      /** False where the task's prompts have another form: nothing of the kind was ever seen in training. */
      readonly isForm: boolean;
      readonly answers: readonly Answer[];
      /** The runs whose weights are no longer held, or are not yet there. */
      readonly gone: readonly string[];
    }
  | { readonly ok: false; readonly problem: QuestionProblem };

/** The vectors that a model makes of T tokens. */
export interface Vectors {
  /** (T,C) of each token. */
  readonly tokenEmbedding: Float32Array;
  /** (T,C) of each position. */
  readonly positionEmbedding: Float32Array;
  /** 2L+1 of (T,C): the sum of both embeddings, then after each block's attention and after its MLP. */
  readonly residual: readonly Float32Array[];
  /** L of (T,3C): queries, keys and values, heads side by side. */
  readonly qkv: readonly Float32Array[];
  /** L of (T,4C): the MLP's hidden units after GELU. */
  readonly hidden: readonly Float32Array[];
  /** (T,C) what the head reads: the last residual after the final LayerNorm. */
  readonly final: Float32Array;
}

/** What is going on inside a run that is asked a question. */
export interface Inspection {
  readonly run: string;
  /** The updates it has taken. */
  readonly step: number;
  /** (T) what it reads: the prompt, and its own answer but for the last token. */
  readonly tokens: readonly { readonly id: number; readonly symbol: string }[];
  /** How many of them are the prompt: the answer's first token is read off position `given` − 1. */
  readonly given: number;
  /** The answer that the last positions give, one token for each from `given` − 1 on. */
  readonly answer: Answer;
  /** By token id. */
  readonly vocabulary: readonly string[];
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  /** q·k is multiplied by this. */
  readonly attentionScale: number;
  /** The head's output is multiplied by this. */
  readonly logitScale: number;
  /** null above width 256. */
  readonly vectors: Vectors | null;
  /** (2L+1,T) Euclidean norms of the residual stream, as in `Vectors.residual`. */
  readonly norms: Float32Array;
  /** (L,H,T,T) how much position t (last but one) takes from position u (last); rows sum to 1. */
  readonly attention: Float32Array;
  /** (T,V) scaled as the softmax takes them. */
  readonly logits: Float32Array;
  /** (T,V) */
  readonly probabilities: Float32Array;
}

/** What is inside one run, or why that cannot be told. */
export type Inspected =
  | { readonly ok: true; readonly inspection: Inspection }
  | { readonly ok: false; readonly problem: QuestionProblem };

/** The calls a trainer worker answers. Wishes go down as calls; news comes up through the sink. */
export interface TrainerApi {
  /** The first call: resolves as soon as the worker has loaded. */
  hello(): Promise<string>;
  /** Reads a file as data and keeps it until the next; rejects with a DataError. */
  loadData(name: string, bytes: ArrayBuffer): Promise<DataSummary>;
  /** Forgets the file. */
  dropData(): Promise<void>;
  /**
   * How fast this machine trains by the engine it would choose, in about a second; remembered for a GPU. Null where
   * a sweep is there or is wanted meanwhile, or where it would take too long to tell.
   */
  measure(): Promise<Speed | null>;
  /**
   * Validates, builds this worker's share and starts; resolves before the first step, and tells `building` until
   * then. Paused from the start if asked. A recipe with problems leaves a sweep that is under way alone; one without
   * takes its place. The summary is that of the whole sweep.
   */
  start(recipe: Recipe, paused: boolean, sink: TrainerSink, share: Share): Promise<StartResult>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** One update of every run of this worker, then paused. Several are taken one after the other. */
  step(): Promise<void>;
  /** Ends the sweep, or a start that is under way; resolves when no more of it is to come. */
  stop(): Promise<void>;
  /**
   * What runs of this worker answer now, greedily: while they train, between two slices of work; once they have
   * ended by themselves or were stopped, from the weights of that moment, until the next start. Changes no bit of
   * the training.
   */
  ask(question: Question): Promise<Asked>;
  /** The same for one run, with everything it computes on the way. */
  inspect(run: string, question: Question): Promise<Inspected>;
}
