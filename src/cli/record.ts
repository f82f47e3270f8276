import { createReadStream } from "node:fs";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { findingLines } from "../export/finding.ts";
import { FILE_NAMES } from "../export/source.ts";
import { messageOf, namedError, nameOf } from "../lib/errors.ts";
import type { SweepLog } from "../metrics/sweep.ts";
import { nearestPreset, trainCommand } from "../recipe/command.ts";
import type { Recipe } from "../recipe/schema.ts";
import { fileOf, INDEX_FILE, NAME, type RecordedHead } from "../recorded/format.ts";
import { indexText } from "../recorded/head.ts";
import { type ReadLog, readLog } from "../recorded/log.ts";
import { parseRecording } from "../recorded/parse.ts";
import { replayed } from "../recorded/replay.ts";
import { recordingText } from "../recorded/write.ts";
import { vocabularyOf, wordsOf } from "../tasks/words.ts";
import type { TextSink } from "./io.ts";
import { reasonOf } from "./out.ts";
import { oneLine, quoted } from "./words.ts";

/** Where the page looks for them. */
const DEFAULT_TO = "public/recorded";

const USAGE = `Makes a recorded sweep for the page out of a log: reads run.json and loss-log.jsonl in DIR, which
npm run train -- … --out DIR has written, and writes NAME.json and the index of all that are there.

  npm run -s record -- DIR --hardware "2 x86-64 cores, no GPU" [--name NAME] [--title "…"] [--to FOLDER]

  --hardware   what it was trained on, in words: a log does not know it
  --name       small letters, digits and hyphens; default: the preset's name
  --title      what the page calls it; default: the preset's title
  --to         the folder; default: ${DEFAULT_TO}
`;

const WRONG_INPUT = 2;
const BROKEN = 1;

interface Wish {
  readonly dir: string;
  readonly hardware: string;
  readonly name: string | undefined;
  readonly title: string | undefined;
  readonly to: string;
}

/**
 * Makes a recorded sweep of a log, and the index anew.
 *
 * @returns the exit code: 0 written; 1 a file could not be written; 2 wrong input, nothing written
 */
export async function runRecord(
  argv: readonly string[],
  stdout: TextSink,
  stderr: TextSink,
): Promise<number> {
  try {
    const wish = readWish(argv);
    if (!wish) {
      stdout.write(USAGE);
      return 0;
    }
    stdout.write(await record(wish));
    return 0;
  } catch (error) {
    const wrong = nameOf(error) === "RecordingError";
    stderr.write(`${oneLine(`${wrong ? "Wrong input: " : ""}${messageOf(error)}`)}\n`);
    return wrong ? WRONG_INPUT : BROKEN;
  }
}

const refusal = (message: string): Error => namedError("RecordingError", message);

/** What stands on the command line; null where it asks for help. */
function readWish(argv: readonly string[]): Wish | null {
  const { values, positionals } = taken(argv);
  if (values.help) return null;
  const [dir] = positionals;
  if (dir === undefined || positionals.length > 1) {
    throw refusal(`expected one folder with a log; got ${positionals.length}; --help tells how`);
  }
  const hardware = values.hardware?.trim();
  if (!hardware)
    throw refusal('hardware: expected words such as --hardware "2 x86-64 cores, no GPU"; got nothing');
  if (values.name !== undefined && !NAME.test(values.name)) {
    throw refusal(`name: expected small letters, digits and hyphens; got ${quoted(values.name)}`);
  }
  return { dir, hardware, name: values.name, title: values.title, to: values.to ?? DEFAULT_TO };
}

const WORDS = { type: "string" } as const;
const OPTIONS = { hardware: WORDS, name: WORDS, title: WORDS, to: WORDS, help: { type: "boolean" } } as const;

/** Flags and other words apart; whatever is no flag of this command is refused. */
function taken(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw refusal(`${messageOf(error)}; --help tells the flags`);
  }
}

async function record(wish: Wish): Promise<string> {
  const log = await readFolder(wish.dir);
  const head = headOf(wish, log);
  const text = recordingText(log.sweep, head);
  checkFinding(head, text);
  await mkdir(wish.to, { recursive: true });
  await writeWhole(join(wish.to, fileOf(head.name)), text);
  const listed = await writeIndex(wish.to);
  const size = `${(text.length / 1000).toFixed(1)} kB, ${(gzipSync(text).length / 1000).toFixed(1)} kB gzip`;
  return `${join(wish.to, fileOf(head.name))}: ${size}\n${head.command}\n${join(wish.to, INDEX_FILE)}: ${listed.join(", ")}\n`;
}

/** The sweep of the files in a folder. */
async function readFolder(dir: string): Promise<ReadLog> {
  const path = join(dir, FILE_NAMES.manifest);
  const manifest = await readFile(path, "utf8").catch((error: unknown) => {
    throw refusal(
      `expected a log in ${quoted(dir)}; got ${quoted(path)}: ${reasonOf(error)}; name the --out of a training`,
    );
  });
  const lines = createInterface({
    input: createReadStream(join(dir, FILE_NAMES.jsonl), "utf8"),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  try {
    return await readLog(JSON.parse(manifest), lines, wordsOf, vocabularyOf);
  } catch (error) {
    throw refusal(`${quoted(dir)}: ${reasonOf(error)}`);
  }
}

function headOf(wish: Wish, { sweep, app, runtime }: ReadLog): RecordedHead {
  const { recipe, engine } = sweep.summary;
  const preset = nearestPreset(recipe);
  return {
    name: wish.name ?? preset.name,
    title: wish.title ?? preset.title,
    command: trainCommand(recipe),
    hardware: wish.hardware,
    runtime,
    app,
    startedAt: sweep.startedAt,
    endedAt: sweep.endedAt ?? sweep.startedAt,
    engine,
    finding: findingLines(sweep),
    recipe,
  };
}

/** Rounding must not change what the sweep shows. */
function checkFinding({ name, finding }: RecordedHead, text: string): void {
  const rounded = findingLines(replayed(parseRecording(text, name)));
  if (rounded === finding) return;
  throw refusal(
    `${fileOf(name)}: expected the log's finding ${quoted(finding)}; got ${quoted(rounded)} from the rounded numbers`,
  );
}

/** Lists every recorded sweep of a folder; one that cannot be read is told, not left out. */
async function writeIndex(folder: string): Promise<string[]> {
  const names = (await readdir(folder))
    .filter((file) => file.endsWith(".json") && file !== INDEX_FILE)
    .map((file) => file.slice(0, -".json".length))
    .sort();
  const recordings = await Promise.all(
    names.map(async (name) => parseRecording(await readFile(join(folder, fileOf(name)), "utf8"), name)),
  );
  const entries = recordings.map(({ head, summary }) => ({
    head,
    flops: flopsOf(summary.recipe, summary.cohorts),
  }));
  await writeWhole(join(folder, INDEX_FILE), indexText(entries));
  return names;
}

type Cohorts = SweepLog["summary"]["cohorts"];

const flopsOf = ({ steps }: Recipe, cohorts: Cohorts): number =>
  cohorts.reduce(
    (sum, cohort) => sum + cohort.seeds.length * cohort.flopsPerToken * cohort.tokensPerStep * steps,
    0,
  );

/** Under another name first: no page may find half a file. */
async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}
