import { how } from "./how.ts";

/** Words of what a visitor opens, by part of the page: the English ones come with that part, not with the page. */
export const later = { how };

export type Later = typeof later;
