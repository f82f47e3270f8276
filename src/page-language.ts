/** The page's language: which one it opens in, and what of the document follows it. */
import { effect } from "@preact/signals";
import { chooseLanguage, isLanguage, type Language, language } from "./strings/language.ts";
import { speak, strings } from "./strings/strings.ts";

const KEY = "widthwise.language";

/** The language that was chosen here before; null where none was, or nothing may be kept. */
function remembered(): Language | null {
  try {
    const kept = localStorage.getItem(KEY);
    return isLanguage(kept) ? kept : null;
  } catch {
    return null;
  }
}

function remember(chosen: Language): void {
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Where nothing may be kept, the choice holds for this visit.
  }
}

/** Brings the words of the visitor's language before the first picture; English where they cannot be had. */
export async function openLanguage(): Promise<void> {
  await speak(remembered() ?? chooseLanguage(navigator.languages)).catch(() => false);
  effect(() => {
    const { title, description } = strings().frame;
    document.documentElement.lang = language.value;
    document.title = title;
    document.querySelector('meta[name="description"]')?.setAttribute("content", description);
  });
}

/**
 * Changes the language because somebody asks for it, and keeps that for the next visit.
 *
 * @throws where the words cannot be loaded
 */
export async function chooseToSpeak(wanted: Language): Promise<void> {
  if (await speak(wanted)) remember(wanted);
}
