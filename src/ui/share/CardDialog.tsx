import { useEffect, useRef, useState } from "preact/hooks";
import { messageOf } from "../../lib/errors.ts";
import { strings } from "../../strings/strings.ts";
import { Choice } from "../parts/Choice.tsx";
import type { CardContent } from "../save/Card.tsx";
import { canCopyPicture, cardPicture, copyPicture, saveCard, type Theme } from "../save/save-card.tsx";

interface Props {
  /** As it was when the card was asked for: a picture stays as it is while training goes on. */
  readonly content: CardContent;
  onClose(): void;
}

const isDark = () => matchMedia("(prefers-color-scheme: dark)").matches;

/** Shows the result card as it will be, and hands it on as a file or by the clipboard. */
export function CardDialog({ content, onClose }: Props) {
  const words = strings().share;
  const [theme, setTheme] = useState<Theme>(isDark() ? "dark" : "light");
  const { blob, url, failed } = usePicture(content, theme);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const options: readonly { readonly value: Theme; readonly title: string }[] = [
    { value: "light", title: words.light },
    { value: "dark", title: words.dark },
  ];
  return (
    <dialog ref={dialog} class="card-dialog" aria-labelledby="card-title" onClose={onClose}>
      <div class="card-head">
        <h2 id="card-title">{words.card}</h2>
        <Choice
          label={words.cardTheme}
          options={options}
          value={theme}
          onChoose={(chosen) => setTheme(chosen)}
        />
      </div>
      <div class="card-picture">{url && <img src={url} width="1200" height="630" alt={content.lead} />}</div>
      <CardActions {...{ blob, failed }} close={() => dialog.current?.close()} />
    </dialog>
  );
}

interface ActionsProps {
  /** The picture; undefined until it is drawn. */
  readonly blob: Blob | undefined;
  readonly failed: string;
  close(): void;
}

/** What can be done with the card. */
function CardActions({ blob, failed, close }: ActionsProps) {
  const words = strings().share;
  const [outcome, setOutcome] = useState("");
  const copy = async (picture: Blob) =>
    setOutcome((await copyPicture(picture)) ? words.cardCopied : words.pictureDenied);
  return (
    <div class="card-actions">
      <button
        type="button"
        class="primary"
        disabled={!blob}
        onClick={() => blob && setOutcome(strings().save.saved(saveCard(blob)))}
      >
        {words.download}
      </button>
      {canCopyPicture() && (
        <button type="button" disabled={!blob} onClick={() => blob && void copy(blob)}>
          {words.copyPicture}
        </button>
      )}
      <button type="button" onClick={close}>
        {words.close}
      </button>
      <p class="outcome" role="status">
        {failed || outcome}
      </p>
    </div>
  );
}

/** The picture of a card in a theme, and an address at which the page shows it. */
function usePicture(content: CardContent, theme: Theme) {
  const [picture, setPicture] = useState<{ blob?: Blob; url?: string; failed: string }>({ failed: "" });
  useEffect(() => {
    let url = "";
    let isOld = false;
    cardPicture(content, theme).then(
      (blob) => {
        if (isOld) return;
        url = URL.createObjectURL(blob);
        setPicture({ blob, url, failed: "" });
      },
      (error: unknown) => isOld || setPicture({ failed: strings().save.failed(messageOf(error)) }),
    );
    return () => {
      isOld = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [content, theme]);
  return picture;
}
