import type { ComponentChildren } from "preact";
import { type Notice, noticeText } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";
import { useEscape } from "../escape.ts";

interface Props {
  readonly notices: readonly Notice[];
  dismiss(notice: Notice): void;
  /** What else there is to say, above the messages. */
  readonly children?: ComponentChildren;
}

/** Messages over the page's lower edge, so that nothing moves when one comes. */
export function Notices({ notices, dismiss, children }: Props) {
  return (
    <div class="notices">
      {children}
      {notices.map((notice) => (
        <Message key={noticeText(notice)} notice={notice} dismiss={() => dismiss(notice)} />
      ))}
    </div>
  );
}

interface MessageProps {
  readonly notice: Notice;
  dismiss(): void;
}

/** One message. Its button is the page's last stop, so that Escape dismisses it from anywhere, too. */
function Message({ notice, dismiss }: MessageProps) {
  const { notices: words, messages } = strings();
  useEscape(dismiss);
  return (
    <div class={`notice ${notice.kind}`} role={notice.kind === "error" ? "alert" : "status"}>
      <p>
        {notice.kind === "error" && <strong>{words.error} </strong>}
        {messages.say(noticeText(notice))}
      </p>
      <button type="button" onClick={dismiss}>
        {words.dismiss}
      </button>
    </div>
  );
}
