import { type Endpoint, expose, transfer } from "comlink";
import type { TrainerApi, TrainerEvent, TrainerSink } from "../src/protocol.ts";
import { type CreateEngine, createTrainer } from "../src/train/trainer.ts";

/** Answers the protocol on an endpoint: a worker's own scope, a Node port, or one end of a MessageChannel. */
export function serve(endpoint: Endpoint | undefined, createEngine: CreateEngine): void {
  const trainer = createTrainer(createEngine);
  const api: TrainerApi = {
    ...trainer,
    start: (recipe, paused, sink, share) => trainer.start(recipe, paused, transferring(sink), share),
  };
  expose(api, endpoint);
}

/** Hands the rows' memory over instead of copying it. */
const transferring =
  (sink: TrainerSink): TrainerSink =>
  (events) =>
    sink(transfer([...events], events.flatMap(buffersOf)));

const buffersOf = (event: TrainerEvent): Transferable[] =>
  event.type === "rows" ? [event.rows.buffer as ArrayBuffer] : [];
