import { type Notice, noticeText } from "../../store/store.ts";
import { strings } from "../../strings/strings.ts";

interface Props {
  readonly notices: readonly Notice[];
  dismiss(notice: Notice): void;
}

/** Messages over the page's lower edge, so that nothing moves when one comes. */
export function Notices({ notices, dismiss }: Props) {
  const words = strings().notices;
  return (
    <div class="notices">
      {notices.map((notice) => (
        <div
          key={noticeText(notice)}
          class={`notice ${notice.kind}`}
          role={notice.kind === "error" ? "alert" : "status"}
        >
          <p>
            {notice.kind === "error" && <strong>{words.error} </strong>}
            {noticeText(notice)}
          </p>
          <button type="button" onClick={() => dismiss(notice)}>
            {words.dismiss}
          </button>
        </div>
      ))}
    </div>
  );
}
