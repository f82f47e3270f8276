import type { ComponentChildren } from "preact";
import { type Notice, noticeText } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";

interface Props {
  readonly notices: readonly Notice[];
  dismiss(notice: Notice): void;
  /** What else there is to say, above the messages. */
  readonly children?: ComponentChildren;
}

/** Messages over the page's lower edge, so that nothing moves when one comes. */
export function Notices({ notices, dismiss, children }: Props) {
  const { notices: words, messages } = strings();
  return (
    <div class="notices">
      {children}
      {notices.map((notice) => (
        <div
          key={noticeText(notice)}
          class={`notice ${notice.kind}`}
          role={notice.kind === "error" ? "alert" : "status"}
        >
          <p>
            {notice.kind === "error" && <strong>{words.error} </strong>}
            {messages.say(noticeText(notice))}
          </p>
          <button type="button" onClick={() => dismiss(notice)}>
            {words.dismiss}
          </button>
        </div>
      ))}
    </div>
  );
}
