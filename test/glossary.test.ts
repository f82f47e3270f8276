import { afterEach, expect, suite, test } from "vitest";
import { en } from "../src/strings/en/index.ts";
import { ko } from "../src/strings/ko/index.ts";
import { speak } from "../src/strings/strings.ts";
import { partsOf, type TermName } from "../src/ui/view/glossary.ts";

afterEach(() => speak("en"));

/** A text with its explained words in brackets. */
const marked = (text: string, terms: readonly TermName[]) =>
  partsOf(text, terms)
    .map((part) => (part.term ? `[${part.text}]` : part.text))
    .join("");

suite("words that are explained", () => {
  test("stand by themselves where they come first, whole words only, whatever their capitals", () => {
    expect(marked("Seeds differ; a seed is a seedling.", ["seed"])).toBe(
      "[Seeds] differ; a seed is a seedling.",
    );
    expect(marked("Unexactly exact. Exact match.", ["exact"])).toBe("Unexactly [exact]. Exact match.");
    expect(marked("Nothing to explain.", ["loss", "width"])).toBe("Nothing to explain.");
    expect(marked("", ["loss"])).toBe("");
  });

  test("where two overlap, the one wanted first stands", () => {
    expect(marked("answered exactly, not yet", ["exact", "notYet"])).toBe("[answered exactly], [not yet]");
    expect(marked("per answer token", ["token", "nats"])).toBe("per answer [token]");
  });

  test("in Korean are found before their particles, not within other words", async () => {
    await speak("ko");
    expect(marked("손실은 폭이 넓을수록 낮습니다.", ["width", "loss"])).toBe(
      "[손실]은 [폭]이 넓을수록 낮습니다.",
    );
    expect(marked("대폭 줄었습니다.", ["width"])).toBe("대폭 줄었습니다.");
  });

  test("are explained in at most two sentences in both languages, under names of their own", () => {
    for (const { terms } of [en.glossary, ko.glossary]) {
      const all = Object.values(terms);
      expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
      for (const { name, forms, means } of all) {
        expect(means.match(/[.][ )]|[.]$/g)?.length, name).toBeLessThanOrEqual(2);
        expect(forms.length, name).toBeGreaterThan(0);
      }
    }
  });

  test("occur in what the page says, so that somebody meets them", () => {
    expect(marked(en.stairs.legend(false), ["exact", "seed", "chance", "notYet"])).toBe(
      "Per cent of prompts [answered exactly], mean over [seeds]; the notches mark [chance]. [Not yet]: fewer than half of the seeds are half-way from chance to perfect.",
    );
  });
});
