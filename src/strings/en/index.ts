import { ask } from "./ask.ts";
import { charts } from "./charts.ts";
import { desk } from "./desk.ts";
import { drawer } from "./drawer.ts";
import { frame } from "./frame.ts";
import { glossary } from "./glossary.ts";
import type { Later } from "./later.ts";
import { loss } from "./loss.ts";
import { messages } from "./messages.ts";
import { named } from "./named.ts";
import { notices } from "./notices.ts";
import { numbers } from "./numbers.ts";
import { offline } from "./offline.ts";
import { play } from "./play.ts";
import { recipe } from "./recipe.ts";
import { recorded } from "./recorded.ts";
import { runs } from "./runs.ts";
import { save } from "./save.ts";
import { share } from "./share.ts";
import { stairs } from "./stairs.ts";
import { study } from "./study.ts";
import { tour } from "./tour.ts";

/** The words of the page in English, by part of the page; the other languages have the same shape. */
export const en = {
  ask,
  charts,
  desk,
  drawer,
  frame,
  glossary,
  loss,
  messages,
  named,
  notices,
  numbers,
  offline,
  play,
  recipe,
  recorded,
  runs,
  save,
  share,
  stairs,
  study,
  tour,
};

/** The same of any language; English brings the words of what opens later with what is opened. */
export type Strings = typeof en & { readonly later?: Later };
