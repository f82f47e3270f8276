/** What a person carries away: links, commands, pictures, captions. */
export const share = {
  share: "Share",
  copyLink: "Copy link",
  linkHelp: "Opens this recipe; it never starts by itself.",
  copyCommand: "Copy command",
  commandHelp: "Trains the same without a page.",
  exportFiles: "Export files",
  exportHelp: "Every point: CSV, JSONL and run.json.",
  card: "Result card",
  cardHelp: "A picture of the staircase, to be sent.",
  cardTheme: "The card is",
  light: "Light",
  dark: "Dark",
  download: "Download",
  copyPicture: "Copy picture",
  close: "Close",
  cardCopied: "Picture copied.",
  pictureDenied: "The browser does not let the page copy pictures. Download it instead.",
  cardFailed: (why: string) => `Expected to draw a card; got: ${why}. Nothing is lost; try again.`,
  /** What a card says of more abilities than a sentence can name. */
  summary: (there: number, of: number, width: number) =>
    `${there} of ${of} abilities emerged by width ${width}${there < of ? `; ${of - there} not yet` : ""}.`,
  /** Rows that a card has no room for. */
  moreRows: (rows: number) => (rows === 1 ? "1 ability more" : `${rows} abilities more`),
  linkCopied: "Link copied.",
  commandCopied: "Command copied.",
  /** After the above where the recipe trains on a file of the person's own. */
  linkHasNoFile: "It carries the recipe, not your file.",
  commandNeedsFile: "Give the path of your file after --data.",
  denied: "The browser does not let the page copy. The text below is selected: press Ctrl+C or ⌘C.",
  toCopy: "To copy",
  linkTooLong: "This recipe is too long for a link. Copy the command instead.",
  /** The recipe in one line. */
  tasks: (n: number) => `${n} abilities`,
  widths: (widths: string) => `widths ${widths}`,
  layers: (n: number) => (n === 1 ? "1 layer" : `${n} layers`),
  training: (steps: string, batch: string) => `${steps} steps of ${batch} sequences`,
  learningRate: (rate: string) => `learning rate ${rate}`,
  evaluated: (steps: string) => `evaluated every ${steps} steps`,
  prompts: (n: string) => `${n} held-out prompts`,
  /** Where a figure comes from. */
  seeds: (n: number) =>
    n === 1 ? "1 seed, so a preview" : n < 3 ? `${n} seeds, so a preview` : `${n} seeds`,
  shown: (variant: string) => `shown: ${variant}`,
  soFar: (step: string, steps: string) => `so far, at step ${step} of ${steps}`,
  /** @param time Unix milliseconds */
  day: (time: number) => new Intl.DateTimeFormat("en-GB", { dateStyle: "long" }).format(time),
};
