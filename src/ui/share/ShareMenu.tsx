import { useEffect, useRef, useState } from "preact/hooks";
import { messageOf } from "../../lib/errors.ts";
import { trainCommand } from "../../recipe/command.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { linkHash } from "../../recipe/url.ts";
import { usesData } from "../../recipe/validate.ts";
import { strings } from "../../strings/strings.ts";
import type { Actions } from "../actions.ts";
import { Entry } from "../parts/Entry.tsx";
import { Popover } from "../parts/Popover.tsx";
import type { CardContent } from "../save/Card.tsx";
import { recipeLine } from "../view/provenance.ts";
import type { CardDialog } from "./CardDialog.tsx";
import { copyText } from "./clipboard.ts";

interface Props {
  /** Of what is shown: a sweep's, or before there is one the form's. */
  readonly recipe: Recipe;
  /** The titles of its abilities. */
  readonly titles: readonly string[];
  /** The name of the person's own file; undefined where none is open. */
  readonly file: string | undefined;
  /** True where the person has a log to export. */
  readonly hasPoints: boolean;
  /** The sweep that is shown instead of the visitor's own; null where that is. */
  readonly shown: string | null;
  /** What a result card tells; null before anything was evaluated. Asked for when the card is. */
  card(): Promise<CardContent | null>;
  readonly hasCard: boolean;
  readonly actions: Actions;
}

/** What has been done, and where the browser would not copy, the text to be copied by hand. */
interface Outcome {
  readonly words: string;
  readonly byHand?: string;
}

/** Everything that can be taken away of what is shown, behind one button. A new way is another entry. */
export function ShareMenu({ recipe, titles, file, hasPoints, hasCard, card, shown, actions }: Props) {
  const words = strings().share;
  const { outcome, setOutcome, copyLink, copyCommand } = useCopying(recipe, file);
  const { opened, open, close } = useCard(card, (why) => setOutcome({ words: words.cardFailed(why) }));
  return (
    <>
      <Popover label={words.share} class="share" onToggle={(open) => !open && setOutcome({ words: "" })}>
        <p class="help">{recipeLine(recipe, titles)}</p>
        <Entry title={words.copyLink} help={words.linkHelp} onChoose={copyLink} />
        <Entry title={words.copyCommand} help={words.commandHelp} onChoose={copyCommand} />
        <Entry title={words.card} help={words.cardHelp} disabled={!hasCard} onChoose={() => void open()} />
        <Entry
          title={strings().study.saveSweep}
          help={strings().study.saveSweepHelp}
          disabled={!hasPoints && shown === null}
          onChoose={() => actions.study.save(shown)}
        />
        <Entry
          title={words.exportFiles}
          help={words.exportHelp}
          disabled={!hasPoints}
          onChoose={() => actions.exportAll()}
        />
        <p class="outcome" role="status">
          {outcome.words}
        </p>
        {outcome.byHand && <ByHand text={outcome.byHand} />}
      </Popover>
      {opened && <opened.Card content={opened.content} onClose={close} />}
    </>
  );
}

/** What copies a recipe as link and as command, and what came of it. */
function useCopying(recipe: Recipe, file: string | undefined) {
  const words = strings().share;
  const [outcome, setOutcome] = useState<Outcome>({ words: "" });
  const copy = async (text: string, copied: string) =>
    setOutcome((await copyText(text)) ? { words: copied } : { words: words.denied, byHand: text });
  const copyLink = () => {
    const hash = linkHash(recipe);
    if (hash === null) return setOutcome({ words: words.linkTooLong });
    const told = usesData(recipe) ? `${words.linkCopied} ${words.linkHasNoFile}` : words.linkCopied;
    void copy(location.origin + location.pathname + hash, told);
  };
  const copyCommand = () => {
    const told = usesData(recipe) ? `${words.commandCopied} ${words.commandNeedsFile}` : words.commandCopied;
    void copy(trainCommand(recipe, file), told);
  };
  return { outcome, setOutcome, copyLink, copyCommand };
}

/** The dialog of the result card, loaded when it is asked for, and the card as it was then. */
function useCard(card: Props["card"], fail: (why: string) => void) {
  const [opened, setOpened] = useState<{ Card: typeof CardDialog; content: CardContent } | null>(null);
  const open = async () => {
    try {
      const content = await card();
      if (!content) return;
      const loaded = await import("./CardDialog.tsx");
      setOpened({ Card: loaded.CardDialog, content });
    } catch (error) {
      fail(messageOf(error));
    }
  };
  return { opened, open, close: () => setOpened(null) };
}

/** A text, selected, for a person whose browser lets no page write to the clipboard. */
function ByHand({ text }: { readonly text: string }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [text]);
  return <input ref={field} type="text" readOnly aria-label={strings().share.toCopy} value={text} />;
}
