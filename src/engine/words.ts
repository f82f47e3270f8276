/** Words of the engines' messages. */

/** `1 seed`, `3 seeds` */
export const seedsWords = (count: number): string => `${count} ${count === 1 ? "seed" : "seeds"}`;

/** `2,048 MiB` */
export const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20).toLocaleString("en")} MiB`;
