import { fieldOfKey } from "../../recipe/schema.ts";
import { fields } from "./fields.ts";
import type { Phrase } from "./phrasebook.ts";
import { object, subject, topic } from "./words.ts";

/** `a, b or c` as `a, b, c`. */
const list = (names = ""): string => names.replace(/ or ([^ ]+)$/, ", $1");

/** What the form calls a field. */
const labelOf = (key: string): string => {
  const name = fieldOfKey(key);
  return name ? fields[name].label : key;
};

/** What a field takes: as a wish, so that the report says what to do. */
const expectations: readonly Phrase[] = [
  [
    /^task names separated by commas, such as (.+) or (.+)$/,
    ([a, b]) => `과제 이름을 쉼표로 나누어 적으세요 (예: ${a} 또는 ${b})`,
  ],
  [
    /^none, or up to (.+) ascending whole numbers from (.+) to (.+), separated by commas, such as (.+)$/,
    ([most, min, max, example]) =>
      `none 또는 ${min}부터 ${max}까지의 정수를 작은 것부터 쉼표로 나누어 ${most}개까지 적으세요 (예: ${example})`,
  ],
  [
    /^up to (.+) whole numbers from (.+) to (.+), separated by commas, such as (.+)$/,
    ([most, min, max, example]) =>
      `${min}부터 ${max}까지의 정수를 쉼표로 나누어 ${most}개까지 적으세요 (예: ${example})`,
  ],
  [
    /^none, or up to (.+) variants separated by commas, each of (.+) joined by \+, such as (.+) or (.+)$/,
    ([most, keys, a, b]) =>
      `none 또는 변형을 쉼표로 나누어 ${most}개까지 적으세요. 변형마다 ${object(keys?.replace(" and", ",") ?? "")} +로 잇습니다 (예: ${a} 또는 ${b})`,
  ],
  [
    /^auto or a whole number from (.+) to (.+)$/,
    ([min, max]) => `auto 또는 ${min}부터 ${max}까지의 정수를 적으세요`,
  ],
  [/^a whole number from (.+) to (.+)$/, ([min, max]) => `${min}부터 ${max}까지의 정수를 적으세요`],
  [/^a number above (.+) and up to (.+)$/, ([min, max]) => `${min}보다 크고 ${max} 이하인 수를 적으세요`],
  [/^a number from (.+) to (.+)$/, ([min, max]) => `${min}부터 ${max}까지의 수를 적으세요`],
  [/^nothing$/, () => "빈칸"],
];

/** What is wrong with a part of a value; stands in brackets after it. */
const details: readonly Phrase[] = [
  [
    /^(.+) is there twice(?:; leave one out)?$/,
    ([value]) => `${subject(value ?? "")} 두 번 있음, 하나를 빼세요`,
  ],
  [/^(\S+) follows (\S+)$/, ([value, before]) => `${before} 다음에 ${subject(value ?? "")} 옴`],
  [/^(\d+) (?:numbers|variants)$/, ([n]) => `${n}개`],
  [/^an entry is empty$/, () => "빈 항목이 있음"],
  [/^("[^"]*") is not one$/, ([part]) => `${topic(part ?? "")} 맞지 않음`],
  [
    /^the weight of (.+) must be a number above 0 and up to 1,000,000$/,
    ([name]) => `${name}의 비중은 0보다 크고 1,000,000 이하인 수여야 함`,
  ],
  [/^(".*") sets none of (.+)$/, ([part, keys]) => `${part}에 ${keys} 가운데 아무것도 없음`],
  [/^(".*") sets (\S+) twice$/, ([part, key]) => `${part}에 ${subject(key ?? "")} 두 번 있음`],
];

/** What is wrong as a whole. */
const whole: readonly Phrase[] = [
  [
    /^In the address, (.+)\. It was ignored\.$/s,
    ([what = ""], say) => `주소에서 ${say(what)}. 무시했습니다.`,
  ],
  [
    /^address: expected at most (.+) characters; got (.+); the default recipe is shown$/,
    ([most, got]) => `주소가 ${most}자를 넘습니다(${got}자). 기본 레시피를 보여 줍니다`,
  ],
  [
    /^(".*") is no field of a recipe; expected one of (.+)$/,
    ([key = "", keys]) => `${topic(key)} 레시피의 항목이 아닙니다. 다음 가운데 하나를 쓰세요: ${keys}`,
  ],
  [
    /^preset: expected (.+); got (.+)$/,
    ([names, got]) => `프리셋: 다음 가운데 하나를 쓰세요: ${list(names)}. 입력한 값: ${got}`,
  ],
  [
    /^stages: expected steps below (.+), the sweep's last; got (.+); lower it or raise steps$/,
    ([last, got]) =>
      `단계: 마지막 스텝 ${last}보다 작아야 하는데 ${got}입니다. 이 값을 줄이거나 스텝을 늘리세요`,
  ],
  [
    /^stages: expected none, since none of the tasks has levels of difficulty \((.+)\); got (.+); use none, or a task such as (.+)$/,
    ([tasks, got, task]) =>
      `단계: 수준이 있는 과제가 없어서(${tasks}) none이어야 하는데 ${got}입니다. none으로 하거나 ${task} 같은 과제를 쓰세요`,
  ],
  [
    /^stages: expected at most (.+) steps, for (.+) levels of difficulty; got (.+); leave some out$/,
    ([most, levels, got]) =>
      `단계: 수준이 ${levels}가지이므로 많아야 ${most}개인데 ${got}개입니다. 몇 개를 빼세요`,
  ],
  [
    /^tasks: data stands for a file of your own, and none is open; choose the file again$/,
    () => "능력: data는 내 파일을 뜻하는데 열린 파일이 없습니다. 파일을 다시 선택하세요",
  ],
  [
    /^tasks: there is no task (.+); use (.+)$/,
    ([name, names]) => `능력: ${name}라는 과제는 없습니다. 다음 가운데 쓰세요: ${list(names)}`,
  ],
  [
    /^heads: (.+) does not divide width (.+); use (.+)$/,
    ([heads = "", width = "", divisors]) =>
      `헤드: ${topic(`폭 ${width}`)} ${heads}으로 나누어지지 않습니다. 다음 가운데 쓰세요: ${list(divisors)}`,
  ],
  [
    /^variants: (.+) and (.+) train the same models; leave one out$/,
    ([a, b]) => `변형: ${a}, ${b}: 두 변형이 같은 모델을 학습합니다. 하나를 빼세요`,
  ],
  [
    /^context: (.+) is too long for (.+), whose held-out tenth has (.+) characters; use (.+) or less, or a longer text$/,
    ([context, title, n, most]) =>
      `문맥 길이: ${title}의 시험용 10분의 1이 ${n}자여서 ${subject(context ?? "")} 너무 깁니다. ${most} 이하로 하거나 더 긴 글을 쓰세요`,
  ],
  [
    /^context: (.+) is too short for (\S+), whose longest example(?: \(a prompt of (.+) characters and an answer of (.+)\))? needs (.+); (?:use auto or at least .+|shorten it to fit (.+))$/,
    ([context, name, prompt, answer, needed, most]) =>
      `문맥 길이: ${subject(context ?? "")} 너무 짧습니다. ${name}의 가장 긴 예제${lengths(prompt, answer)}에 ${subject(needed ?? "")} 필요합니다. ${most ? `예제를 ${most}에 맞게 줄이세요` : `auto 또는 ${needed} 이상으로 하세요`}`,
  ],
  [
    /^context: the longest example of (\S+)(?: \(a prompt of (.+) characters and an answer of (.+)\))? needs (.+) positions, and (.+) is the most; shorten it or leave it out$/,
    ([name, prompt, answer, needed, most]) =>
      `문맥 길이: ${name}의 가장 긴 예제${lengths(prompt, answer)}에 위치 ${needed}개가 필요한데 많아야 ${most}개입니다. 예제를 줄이거나 빼세요`,
  ],
];

const lengths = (prompt: string | undefined, answer: string | undefined): string =>
  prompt === undefined ? "" : ` (문제 ${prompt}자, 답 ${answer}자)`;

/** A field's value that cannot be read: what is wrong with it, with what is in brackets after it. */
const values: readonly Phrase[] = [
  [
    /^([a-z0-9-]+): expected (.+?); got ("[\s\S]*"|nothing)(?: \(([\s\S]+)\))?$/,
    ([key = "", expected = "", got = "", detail], say) => {
      const wish = say(expected);
      const choices = wish === expected ? `다음 가운데 하나를 쓰세요: ${list(expected)}` : wish;
      return `${labelOf(key)}: ${choices}. 입력한 값: ${say(got)}${detail === undefined ? "" : ` (${say(detail)})`}`;
    },
  ],
];

/** What recipes report. */
export const recipeMessages: readonly Phrase[] = [...whole, ...values, ...expectations, ...details];
