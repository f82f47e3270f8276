import type { Phrase } from "./phrasebook.ts";
import { subject, topic } from "./words.ts";

const WRITE = '한 줄에 하나씩 {"prompt": "…", "answer": "…"} 꼴로 쓰세요';

/** What stood there instead of an object. */
const found: readonly Phrase[] = [
  [/^an array$/, () => "배열"],
  [/^a string$/, () => "문자열"],
  [/^a number$/, () => "수"],
  [/^a boolean$/, () => "참 또는 거짓"],
];

/** What reading a file of one's own reports. */
export const fileMessages: readonly Phrase[] = [
  ...found,
  [/^Your own file, (.+)\.$/, ([name]) => `내 파일, ${name}.`],
  [
    /^Continue the text of (.+), one character at a time\.$/,
    ([name]) => `${name}의 글을 한 글자씩 이어 씁니다.`,
  ],
  [/^Answer the prompts of (.+)\.$/, ([name]) => `${name}에 있는 문제에 답합니다.`],
  [
    /^Always giving the most frequent answer of the training examples is right that often\.$/,
    () => "학습용 예제에서 가장 흔한 답을 항상 내놓으면 그만큼 맞습니다.",
  ],
  [
    /^Always answering the most frequent character is right that often\.$/,
    () => "가장 흔한 글자를 항상 답하면 그만큼 맞습니다.",
  ],
  [
    /^Always answering the commonest pair of letters is right for (.+) of the (.+) numbers\.$/,
    ([n, all]) => `가장 흔한 두 글자를 항상 답하면 수 ${all}개 중 ${n}개에서 맞습니다.`,
  ],
  [
    /^Always answering the commonest sum is right for (.+) of these (.+) pairs\.$/,
    ([n, all]) => `가장 흔한 합을 항상 답하면 이 쌍 ${all}개 중 ${n}개에서 맞습니다.`,
  ],

  [
    /^(.+) characters? beyond the (.+) most frequent share one unknown token, shown as (.+)\.$/,
    ([n, most, mark]) =>
      `가장 흔한 ${most}가지에 들지 않는 글자 ${n}개는 모르는 글자 토큰 하나를 함께 쓰며 ${mark}로 보입니다.`,
  ],
  [
    /^(.+) characters? never seen in training (?:is|are) shown as (.+), the unknown token\.$/,
    ([n, mark]) => `학습에서 본 적이 없는 글자 ${n}개는 모르는 글자 토큰 ${mark}로 보입니다.`,
  ],
  [
    /^(.+) of (.+) test examples (?:has a prompt that also stands|have prompts that also stand) in training, .+$/,
    ([n, all]) =>
      `파일이 나눈 대로라면 시험용 예제 ${all}개 중 ${n}개의 문제가 학습용에도 있습니다. 거기서 점수는 능력이 아니라 외운 것을 보여 줍니다.`,
  ],
  [/^Columns that were ignored: (.+)\.$/, ([names]) => `쓰지 않은 열: ${names}.`],

  [
    /^(.+): expected a \.txt, \.jsonl, \.csv or \.tsv file; got (.+); save it as one of these \(a saved sweep ends in \.widthwise\)$/,
    ([name, got]) =>
      `${name}: .txt, .jsonl, .csv, .tsv 파일이어야 하는데 ${got === "no extension" ? "확장자가 없습니다" : `${got} 파일입니다`}. 이 가운데 하나로 저장하세요(저장한 실험은 .widthwise 파일입니다)`,
  ],
  [
    /^(.+): expected at most 64 MB; got (.+) MB; cut the file to a part of it$/,
    ([name, got]) => `${name}: 많아야 64 MB인데 ${got} MB입니다. 파일의 일부만 남기세요`,
  ],
  [
    /^(.+): expected text in UTF-8; got (.+); open it in an editor and save it as UTF-8$/,
    ([name]) => `${name}: UTF-8 글이어야 하는데 아닙니다. 편집기로 열어 UTF-8로 저장하세요`,
  ],
  [
    /^(.+): expected text; got (?:an empty file|nothing but white space); choose another file$/,
    ([name]) => `${name}: 글이 있어야 하는데 비어 있습니다. 다른 파일을 선택하세요`,
  ],
  [
    /^(.+): expected at least (.+) characters, so that a tenth can be held out; got (.+); choose a longer text$/,
    ([name, least, got]) =>
      `${name}: 10분의 1을 시험용으로 떼어 두려면 적어도 ${least}자여야 하는데 ${got}자입니다. 더 긴 글을 선택하세요`,
  ],
  [
    /^(.+), line (.+): expected a JSON object(?: on one line)?; got (".*"|an? \w+|null)(?: \(.+\))?; write .+$/s,
    ([name, line, got = ""], say) => `${name}, ${line}행: JSON 객체여야 하는데 ${say(got)}입니다. ${WRITE}`,
  ],
  [
    /^(.+), line (.+): expected a header with the columns prompt and answer; got (.+); name the columns so$/,
    ([name, line, got]) =>
      `${name}, ${line}행: 머리글에 prompt와 answer 열이 있어야 하는데 ${got}입니다. 열 이름을 그렇게 지으세요`,
  ],
  [
    /^(.+), line (.+): expected (.+) cells, as in the header; got (.+); quote cells that contain .+$/,
    ([name, line, expected, got]) =>
      `${name}, ${line}행: 머리글처럼 칸이 ${expected}개여야 하는데 ${got}개입니다. 구분 기호나 줄바꿈이 든 칸은 큰따옴표로 감싸세요`,
  ],
  [
    /^(.+), line (.+): expected a key (.+); got (.+); add .+$/,
    ([name, line, key, got]) =>
      `${name}, ${line}행: ${key} 키가 있어야 하는데 ${got}입니다. "${key}": "…"를 더하세요`,
  ],
  [
    /^(.+), line (.+): expected one column (\S+); got (.+); rename all but one$/,
    ([name, line, column, got]) =>
      `${name}, ${line}행: ${column} 열은 하나여야 하는데 ${got}입니다. 하나만 남기고 이름을 바꾸세요`,
  ],
  [
    /^(.+), line (.+): expected split to be train or test; got (.+); write one or leave it out$/,
    ([name, line, got]) =>
      `${name}, ${line}행: split은 train이나 test여야 하는데 ${got}입니다. 둘 가운데 하나를 쓰거나 빼세요`,
  ],
  [
    /^(.+), line (.+): expected (\S+) to be a string; got (.+); put it in double quotes$/s,
    ([name, line, key, got]) =>
      `${name}, ${line}행: ${topic(key ?? "")} 문자열이어야 하는데 ${got}입니다. 큰따옴표로 감싸세요`,
  ],
  [
    /^(.+), line (.+): expected some text as (\S+); got none; fill it in or leave the example out$/,
    ([name, line, key]) => `${name}, ${line}행: ${subject(key ?? "")} 비어 있습니다. 채우거나 예제를 빼세요`,
  ],
  [
    /^(.+), line (.+): expected (\S+) to be whole characters; got half of a surrogate pair; .+$/,
    ([name, line, key]) =>
      `${name}, ${line}행: ${key}에 서로게이트 쌍의 절반만 있습니다. \\u 이스케이프를 둘 다 쓰세요`,
  ],
  [
    /^(.+), line (.+): expected a closing quote; got the end of the file; close the cell with "$/,
    ([name, line]) => `${name}, ${line}행: 닫는 따옴표 없이 파일이 끝납니다. 칸을 "로 닫으세요`,
  ],
  [
    /^(.+), line (.+): expected the cell to end after its closing quote; got more text; .+$/,
    ([name, line]) =>
      `${name}, ${line}행: 닫는 따옴표 뒤에 글이 더 있습니다. 칸 안의 따옴표는 두 번("") 쓰세요`,
  ],
  [
    /^(.+): expected at least two examples, one to train on and one to test; got (none|one); add more$/,
    ([name, got]) =>
      `${name}: 학습용과 시험용으로 예제가 적어도 둘 있어야 하는데 ${got === "none" ? "없습니다" : "하나입니다"}. 더하세요`,
  ],
  [
    /^(.+), line (.+): expected (?:no|a) split, as the lines before(?: have)?; got (.+); name the split of .+$/,
    ([name, line, got]) =>
      `${name}, ${line}행: ${got === "none" ? "앞의 행에는 split이 있는데 여기에는 없습니다" : `앞의 행에는 split이 없는데 여기에는 ${got}입니다`}. 모든 예제에 쓰거나 모두 빼세요`,
  ],
  [
    /^(.+): expected some examples with split (train|test); got none; mark some, .+$/,
    ([name, part]) =>
      `${name}: split이 ${part}인 예제가 없습니다. 몇 개에 ${part}라고 쓰거나, split을 빼서 90/10으로 나누게 하세요`,
  ],
  [
    /^(.+): expected different prompts, some to train on and some to test; got (.+) in all (\S+) examples; .+$/s,
    ([name, got, all]) =>
      `${name}: 학습용과 시험용으로 서로 다른 문제가 있어야 하는데 예제 ${all}개의 문제가 모두 ${got}입니다. 다른 것을 더하거나 split을 쓰세요`,
  ],
  [
    /^(.+): expected the same file in all workers; got one that changed while it was read; choose it again$/,
    ([name]) => `${name}: 읽는 동안 파일이 바뀌었습니다. 다시 선택하세요`,
  ],
];
