/** axe over every state that the page can be brought into, in both themes and both languages. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, suite, test } from "vitest";
import { parseIndex } from "../../src/recorded/head.ts";
import { browsing, ENDLESS, stepsShown, TINY, violations, visit } from "./browser.ts";

const on = browsing();

const HEADS = parseIndex(readFileSync("public/recorded/index.json", "utf8"));

/** Two tasks on two widths, so long that they never end by themselves. */
const LADDER = `${ENDLESS}&tasks=sort,reverse`;

/** The same widths, each at two learning rates. */
const RATES = `${TINY.replace("steps=50", "steps=20")}&variants=lr=0.01,lr=0.02`;

/** Nothing here is found by its words, since they are in two languages. */
const AT = {
  train: ".controls > button.primary",
  pause: ".controls > button:nth-of-type(3)",
  stop: ".controls > button:nth-of-type(4)",
  startOver: ".controls > button:last-of-type",
  open: ".popover:popover-open",
  notice: ".notices .notice",
  prompt: ".ask-form input",
} as const;

/** Looks with axe at one state after the other, and keeps what it finds. */
class Looks {
  readonly found: string[] = [];
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }

  /** @param within the part of the page that is new; all of it where not given */
  async at(state: string, within?: string): Promise<void> {
    if (within) await this.#page.locator(within).first().waitFor();
    for (const one of await violations(this.#page, {}, within)) this.found.push(`${state}: ${one}`);
  }

  /** Opens something by a button, looks at it, and closes it with Escape. */
  async opened(state: string, button: string, within: string, nth = 0): Promise<void> {
    const opener = this.#page.locator(button).nth(nth);
    await opener.focus();
    await this.#page.keyboard.press("Enter");
    await this.at(state, within);
    await this.#page.keyboard.press("Escape");
    await this.#page.locator(within).waitFor({ state: "hidden" });
  }
}

/** Before anything is trained: somebody else's sweep, with everything unfolded. */
async function atRest(page: Page, looks: Looks): Promise<void> {
  await looks.at("at rest, a plan");
  const stairs = HEADS.findIndex(({ name }) => name === "abilities");
  await page.locator(".recorded .others button").nth(stairs).click();
  await page.locator(".cell.there").first().waitFor();
  for (const fold of await page.locator("summary").all()) if (await fold.isVisible()) await fold.click();
  await page.locator(".chart-tools button").last().press("Enter");
  await page.locator(".loss-options").waitFor();
  await page.mouse.move(0, 0); // away from words that would explain themselves, and take the next Escape
  await looks.at("at rest, everything unfolded");
  await looks.opened("presets", ".preset-button", "#preset-menu");
  await looks.opened("share", ".share.opens", AT.open);
  for (let chart = 0; chart < (await page.locator(".chart-foot .opens").count()); chart++)
    await looks.opened(`save menu ${chart}`, ".chart-foot .opens", AT.open, chart);
  await looks.opened("drawer", ".task-name", "dialog.drawer[open]");
  await looks.opened("how it works, without a model", ".header-help button", "dialog.how[open]");
  await page.locator(".term").first().focus();
  await looks.at("hint", ".tip");
}

/** Every card of the tour, over somebody else's sweep. */
async function tour(page: Page, looks: Looks): Promise<void> {
  await page.locator(".header-help button:not(.tour-dismiss)").last().press("Enter");
  const next = page.locator(".tour-card .primary");
  await next.waitFor();
  for (let card = 0; (await next.count()) > 0; card++) {
    await looks.at(`tour ${card}`, ".tour-card");
    await next.press("Enter");
  }
}

/** What the page says of wrong input, and of a file that is none. */
async function mistakes(page: Page, looks: Looks): Promise<void> {
  await page.locator("#field-heads").fill("3");
  await page.locator("#field-heads").blur();
  await page.locator("#field-heads-problem").waitFor();
  await looks.at("wrong input in the form", ".recipe");
  await looks.at("why Train is off", ".desk");
  await page.locator("#field-heads").fill("auto");
  await page.locator("#field-heads").blur();
  const file = { name: "other.json", mimeType: "application/json", buffer: Buffer.from("{}") };
  await page.locator("input[type=file][multiple]").setInputFiles(file);
  await looks.at("an error", AT.notice);
  await page.locator(`${AT.notice} button`).click();
}

const isOn = (page: Page, control: string) => expect.poll(() => page.locator(control).isEnabled()).toBe(true);

/** While it trains, while it waits, and what it answers. */
async function training(page: Page, looks: Looks): Promise<void> {
  await page.locator(AT.train).press("Enter");
  await page.locator(".recorded-words").waitFor({ state: "detached" }); // whose steps are many
  await expect.poll(async () => (await stepsShown(page)).filter((steps) => steps > 20)).toHaveLength(4);
  await looks.at("during training");
  await page.locator(AT.pause).press("Enter");
  await isOn(page, ".controls > button:nth-of-type(2)"); // Step
  await page.locator(AT.prompt).fill("ponmdcba");
  await page.locator(".asked").first().click();
  await looks.at("an answer, token by token", ".ask");
  await page.locator(AT.prompt).fill("abz");
  await looks.at("a wrong prompt", ".ask:has(.wrong-prompt)");
  await page.locator(".moment input[type=checkbox]").check();
  await page.locator(".moment input[type=range]").first().fill("0");
  await looks.at("paused, two moments compared");
  await looks.opened("how it works, with a model", ".header-help button", "dialog.how:has([data-part=odds])");
  await page.locator(AT.stop).press("Enter");
  await isOn(page, AT.startOver);
}

/** A second sweep beside the first, with remarks, and what is made of it. */
async function afterwards(page: Page, looks: Looks): Promise<void> {
  await page.locator("#field-steps").fill("20");
  await page.locator("#field-steps").blur();
  await page.locator(AT.train).press("Enter");
  await expect.poll(() => stepsShown(page)).toEqual([20, 20, 20, 20]);
  await isOn(page, AT.startOver);
  const earlier = page.locator(".sweeps li").nth(1);
  await earlier.locator(".sweep-actions button").nth(1).click();
  await page.locator(".run-filter input").fill("width:2 colour:red");
  await page.locator(".runs .editable").first().fill("look again");
  await page.locator(".runs td.mark select").first().selectOption("star");
  await page.locator(".runs td.drawn input").last().uncheck();
  await page.locator(".behind .line").first().waitFor({ state: "attached" });
  await looks.at("finished, an earlier sweep laid over, runs filtered, noted and marked");
  await page.locator(".share.opens").click();
  await page.locator(`${AT.open} .entry`).nth(2).click();
  await page.locator(".card-picture img").waitFor();
  await looks.at("result card", ".card-dialog");
  await page.keyboard.press("Escape");
  await earlier.locator(".sweep-actions button").first().click();
  await looks.at("an earlier sweep is shown", ".desk");
  await earlier.locator(".sweep-actions button").last().click();
  await looks.at("a sweep was removed", ".sweeps:has(.undo button)");
}

/** Learning rates against widths, in a recipe of its own. */
async function rates(page: Page, looks: Looks): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, RATES);
  await page.locator(AT.train).press("Enter");
  await page.locator(".variants").waitFor(); // until then the page shows the sweep before
  await page.locator(".rate-map td.best").first().waitFor();
  await isOn(page, AT.startOver);
  await looks.at("variants and the map of learning rates");
}

suite("axe finds nothing", () => {
  test.each([
    ["light", "en-GB"],
    ["dark", "en-GB"],
    ["light", "ko-KR"],
    ["dark", "ko-KR"],
  ] as const)("%s, %s", { timeout: 600_000 }, async (colorScheme, locale) => {
    const { page, complaints } = await visit(on.browser, LADDER, {
      colorScheme,
      locale,
      reducedMotion: "reduce",
    });
    page.setDefaultTimeout(60_000); // axe and training share the machine
    const looks = new Looks(page);
    await atRest(page, looks);
    await tour(page, looks);
    await mistakes(page, looks);
    await training(page, looks);
    await afterwards(page, looks);
    await rates(page, looks);
    expect(looks.found).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
