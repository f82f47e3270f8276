import type { Notice } from "../../store/store.ts";

interface Props {
  readonly notices: readonly Notice[];
  dismiss(notice: Notice): void;
}

/** Messages over the page's lower edge, so that nothing moves when one comes. */
export function Notices({ notices, dismiss }: Props) {
  return (
    <div class="notices">
      {notices.map((notice) => (
        <div
          key={notice.text}
          class={`notice ${notice.kind}`}
          role={notice.kind === "error" ? "alert" : "status"}
        >
          <p>
            {notice.kind === "error" && <strong>Error. </strong>}
            {notice.text}
          </p>
          <button type="button" onClick={() => dismiss(notice)}>
            Dismiss
          </button>
        </div>
      ))}
    </div>
  );
}
