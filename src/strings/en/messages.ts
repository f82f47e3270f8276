/** What engines, files and recipes report comes in English, as the command line shows it. */
export const messages = {
  say: (message: string): string => message,
};
