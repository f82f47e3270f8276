/** `@genai-fi/nanogpt` on WebGPU, in float32: its own trainer's step on one batch of its own data set. */
import { type ITrainingJob, TeachableLLM } from "@genai-fi/nanogpt";
import { LEARNING_RATE } from "../trial.ts";
import type { Contender, Prepare, Shape } from "./contender.ts";

/** What is needed of the bundled tfjs's scalar. */
interface Scalar {
  data(): Promise<ArrayLike<number>>;
  dispose(): void;
}

/** The trainer's step, which its types protect. */
interface Trainer {
  trainStep(state: object, batch: unknown): Scalar;
}

/** Tokens to draw batches from: more than one batch. */
const BATCHES = 8;

export const prepare: Prepare = async (shape) => {
  await TeachableLLM.selectBackend("webgpu");
  const job = await stoppedJob(await createModel(shape), shape);
  const iterator = await job.trainDataset?.iterator();
  const { value: batch } = (await iterator?.next()) ?? {};
  if (!batch) throw new Error("nanogpt: expected a batch of its data set");
  const trainer = job.trainer as unknown as Trainer;
  return contender(() => trainer.trainStep({}, batch));
};

function contender(train: () => Scalar): Contender {
  let last: Scalar | null = null;
  return {
    async step() {
      last?.dispose();
      last = train();
    },
    loss: async () => (await last?.data())?.[0] ?? Number.NaN,
  };
}

async function createModel({ vocabulary, context, layers, heads, width }: Shape): Promise<TeachableLLM> {
  const model = TeachableLLM.create("char", {
    modelType: "GenAI_NanoGPT_v2",
    vocabSize: vocabulary,
    blockSize: context,
    nLayer: layers,
    nHead: heads,
    nEmbed: width,
    mlpFactor: 4,
  });
  if (!model.loaded) await new Promise<void>((resolve) => model.on("loaded", resolve));
  return model;
}

/** A training job brings trainer and data set; it is stopped, so that only the benchmark takes steps. */
async function stoppedJob(model: TeachableLLM, shape: Shape): Promise<ITrainingJob> {
  const tokens = new Uint16Array(BATCHES * shape.batch * (shape.context + 1));
  for (let i = 0; i < tokens.length; i++) tokens[i] = Math.floor(Math.random() * shape.vocabulary);
  const job = await model.training.job(
    {
      method: { type: "pretraining" },
      batchSize: shape.batch,
      maxEpochs: 1e6,
      logInterval: 1e9,
      learningRate: LEARNING_RATE,
      mixedPrecision: false,
    },
    [tokens],
    [{ id: "random", name: "random", conversational: false }],
  );
  model.training.cancel(job.id);
  while (job.state !== "cancelled") {
    if (job.state === "error") throw new Error("nanogpt: expected its training job to run, it failed");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return job;
}
