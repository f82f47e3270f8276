import { type Phrase, phrasebook } from "./phrasebook.ts";
import { must } from "./words.ts";

/** What a place in a file must hold. */
const expected = phrasebook([
  [/^a text$/, () => "글"],
  [/^a list$/, () => "목록"],
  [/^an object$/, () => "객체"],
  [/^a JSON text$/, () => "JSON 글"],
  [/^true or false$/, () => "true나 false"],
  [/^a whole number from (\S+)$/, ([min]) => `${min} 이상의 정수`],
  [/^a number from 0 to 1$/, () => "0부터 1까지의 수"],
  [/^a number, NaN, Infinity or -Infinity$/, () => "수, NaN, Infinity, -Infinity 가운데 하나"],
  [/^a date such as (\S+)$/, ([date]) => `${date} 같은 날짜`],
  [/^small letters, digits and hyphens$/, () => "소문자와 숫자와 붙임표"],
  [/^a step from (\S+)$/, ([least]) => `${least} 이상의 스텝`],
  [/^(\S+) values, as of step$/, ([n]) => `step처럼 값 ${n}개`],
  [/^at most (\S+) characters$/, ([n]) => `많아야 ${n}자`],
  [/^at most (\S+) numbers in all$/, ([n]) => `모두 합해 많아야 수 ${n}개`],
  [/^1 to (\S+) tasks of different names$/, ([n]) => `이름이 서로 다른 과제 1~${n}개`],
  [/^the step at which it diverged$/, () => "발산한 스텝"],
  [/^null, since it has not diverged$/, () => "발산하지 않았으므로 null"],
  [/^version (.+) \(reload the page, or update the files\)$/, ([known]) => `버전 ${list(known)}`],
  [/^a value of that field$/, () => "그 항목의 값"],
  [/^a run of run\.json$/, () => "run.json에 있는 학습 실행"],
  [/^(\S+), as run\.json says$/, ([steps]) => `run.json에 적힌 대로 ${steps}`],
  [/^(\S+), as the tasks have in this version$/, ([n]) => `이 버전의 과제처럼 ${n}`],
  [/^a sweep of the task suite, whose data every visitor has$/, () => "내 파일을 쓰지 않은 실험"],
  [/^(\S+(?: or \S+)+)$/, ([choices]) => list(choices)],
]);

/** `a or b or c` as `a, b, c`. */
const list = (choices = ""): string => choices.replaceAll(" or ", ", ");

/** What stood there instead. */
const got = phrasebook([
  [/^nothing$/, () => "없습니다"],
  [/^a list of (\S+)$/, ([n]) => `값 ${n}개의 목록입니다`],
  [/^an object$/, () => "객체입니다"],
  [/^(.+)$/s, ([value]) => `${value}입니다`],
]);

/** What is wrong at a place in a file; where the recipe in it is, whatever recipes report. */
const wrong: readonly Phrase[] = [
  [
    /^(?:(.+): )?expected only (.+); got "(.+)"$/s,
    ([at, keys, stranger]) =>
      `${before(at)}${keys === "fields of a recipe" ? "레시피의 항목만" : `${keys}만`} 있어야 하는데 "${stranger}"도 있습니다`,
  ],
  [/^(\S*recipe): (?!expected )(.+)$/s, ([at, problem = ""], say) => `${at}: ${say(problem)}`],
  [
    /^tasks: there is no task (.+); read the log with the version that made it$/,
    ([name]) => `tasks: ${name}라는 과제가 없습니다. 기록을 만든 버전으로 여세요`,
  ],
  [
    /^(?:(.+): )?expected (.+); got (.+)$/s,
    ([at, what = "", instead = ""]) => `${before(at)}${must(expected(what))} 하는데 ${got(instead)}`,
  ],
];

/** A place with what it says in words: `3행: run_id: `. */
function before(at: string | undefined): string {
  if (at === undefined) return "";
  return `${at
    .replace(/^line (\d+)/, "$1행")
    .replace(/seeds of (\S+)$/, "$1의 시드")
    .replace(/steps of (\S+)$/, "$1의 스텝")}: `;
}

const REMEDIES: Readonly<Record<string, string>> = {
  "save the sweep again where it came from, and open that file":
    "실험을 처음 저장한 곳에서 다시 저장해 그 파일을 여세요",
  "export the sweep again, and open both": "실험을 다시 내보내 두 파일을 함께 여세요",
  "record it anew with npm run record": "npm run record로 다시 기록하세요",
};

/** On what a sweep was trained, where that follows the form in which machines are told. */
const machines: readonly Phrase[] = [
  [/^(\d+) (\S+) cores, no GPU$/, ([n, kind]) => `${kind} 코어 ${n}개, GPU 없음`],
  [/^(\d+) logical cores$/, ([n]) => `논리 코어 ${n}개`],
  [/^Node (\S+) on (\S+) (\S+)$/, ([version, ...system]) => `Node ${version}, ${system.join(" ")}`],
];

/** What reading sweep files, logs and recorded sweeps reports. */
export const sweepMessages: readonly Phrase[] = [
  ...machines,
  [
    /^(.+): expected a whole packed file \(gzip\); got: (.+); save the sweep again .+$/s,
    ([file]) =>
      `${file}: 온전한 압축 파일(gzip)이어야 하는데 아닙니다. 실험을 처음 저장한 곳에서 다시 저장해 그 파일을 여세요`,
  ],
  [
    /^(.+): expected a sweep of at most (.+) MB; got more; save one of fewer runs$/,
    ([file, most]) =>
      `${file}: 많아야 ${most} MB인 실험이어야 하는데 더 큽니다. 학습 실행이 더 적은 실험을 저장하세요`,
  ],
  [
    /^(.+): expected (.+) and (.+) of one sweep; got only one of them; choose or drop both at once, or save the sweep as one file \((.+)\)$/,
    ([file, manifest, log, ending]) =>
      `${file}: 한 실험의 ${manifest}, ${log} 두 파일이 있어야 하는데 하나뿐입니다. 둘을 함께 고르거나 끌어다 놓으세요. 실험을 한 파일(${ending})로 저장해도 됩니다`,
  ],
  [
    /^(.+): expected at most (.+) MB; got (.+) MB; open a smaller log$/,
    ([file, most, size]) => `${file}: 많아야 ${most} MB인데 ${size} MB입니다. 더 작은 기록을 여세요`,
  ],
  [
    /^(\S+): expected a recorded sweep at (\S+); got (.+); everything else works without it$/,
    ([file, where, instead = ""], say) =>
      `${file}: ${where}에 기록된 실험이 있어야 하는데 없습니다(${say(instead)}). 나머지는 그것 없이도 됩니다`,
  ],
  [
    /^(.+?): (.+); (save the sweep again where it came from, and open that file|export the sweep again, and open both|record it anew with npm run record)$/s,
    ([files = "", problem = "", remedy = ""], say) =>
      `${files.replace(" and ", ", ")}: ${phrasebook(wrong, say)(problem)}. ${REMEDIES[remedy]}`,
  ],
];
