/** Small pieces of Korean sentences. */

const GROUPED = new Intl.NumberFormat("ko-KR");

/** `1,500`. */
export const count = (n: number): string => GROUPED.format(n);

/** How the names of digits end: 영 일 이 삼 사 오 육 칠 팔 구. */
const DIGIT_ENDS_IN_CONSONANT = [true, true, false, true, false, false, true, true, true, false];

/** True where the last syllable that is spoken ends in a consonant; of what is neither Hangul nor a digit, by its letter. */
function endsInConsonant(text: string): boolean {
  const last = text.replace(/[”"’')\]. %]+$/, "").at(-1) ?? "";
  if (/\d/.test(last)) return DIGIT_ENDS_IN_CONSONANT[Number(last)] ?? false;
  const syllable = last.charCodeAt(0) - 0xac00;
  if (syllable >= 0 && syllable < 11_172) return syllable % 28 !== 0;
  return /[lmnr]/i.test(last);
}

/** A word with the particle that its ending asks for: `with(…, "은", "는")`. */
export const withParticle = (text: string | number, consonant: string, vowel: string): string =>
  `${text}${endsInConsonant(String(text)) ? consonant : vowel}`;

/** `정렬은`, `복사는`. */
export const topic = (text: string | number): string => withParticle(text, "은", "는");

/** `정렬이`, `복사가`. */
export const subject = (text: string | number): string => withParticle(text, "이", "가");

/** `정렬을`, `복사를`. */
export const object = (text: string | number): string => withParticle(text, "을", "를");

/** `목록이어야`, `객체여야`. */
export const must = (text: string | number): string => withParticle(text, "이어야", "여야");

/** `4와 6`, `6과 8`. */
export const both = (one: string | number, other: string | number): string =>
  `${withParticle(one, "과", "와")} ${other}`;

/** `가, 나, 다`. */
export const list = (items: readonly string[]): string => items.join(", ");
