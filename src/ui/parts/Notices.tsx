import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Notice, noticeText } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { useEscape } from "../escape.ts";

interface Props {
  readonly notices: readonly Notice[];
  dismiss(notice: Notice): void;
  /** What else there is to say, above the messages. */
  readonly children?: ComponentChildren;
}

/** So many messages stand open; older ones fold away, but never before they have been seen. */
const OPEN = 2;

/** Milliseconds in sight after which a message counts as seen. */
const SEEN = 8000;

/** Messages over the page's lower edge, so that nothing moves when one comes. */
export function Notices({ notices, dismiss, children }: Props) {
  const [unfolded, setUnfolded] = useState(false);
  const seen = useSeen(notices);
  const old = notices.slice(0, -OPEN).filter((notice) => seen.has(notice));
  const shown = unfolded ? notices : notices.filter((notice) => !old.includes(notice));
  return (
    <div class="notices">
      {children}
      {old.length > 0 && (
        <button
          type="button"
          class="notice"
          aria-expanded={unfolded}
          onClick={() => setUnfolded((was) => !was)}
        >
          {strings().notices.older(old.length)}
        </button>
      )}
      {shown.map((notice) => (
        <Message key={noticeText(notice)} {...{ notice, dismiss }} />
      ))}
    </div>
  );
}

/** One message. Its button is the page's last stop, so that Escape dismisses it from anywhere, too. */
function Message({ notice, dismiss }: Pick<Props, "dismiss"> & { readonly notice: Notice }) {
  const { notices: words, messages } = strings();
  useEscape(() => dismiss(notice));
  const isError = notice.kind === "error";
  return (
    <div class={`notice ${notice.kind}`} role={isError ? "alert" : "status"}>
      <p>
        {isError && <strong>{words.error} </strong>}
        {messages.say(noticeText(notice))}
      </p>
      <button type="button" onClick={() => dismiss(notice)}>
        {words.dismiss}
      </button>
    </div>
  );
}

/** Those that have stood in sight long enough to be read. */
function useSeen(notices: readonly Notice[]): ReadonlySet<Notice> {
  const [seen, setSeen] = useState<ReadonlySet<Notice>>(new Set());
  useEffect(() => {
    if (notices.every((notice) => seen.has(notice))) return;
    const look = () => !document.hidden && setSeen(new Set(notices));
    const timer = setInterval(look, SEEN);
    return () => clearInterval(timer);
  }, [notices, seen]);
  return seen;
}
