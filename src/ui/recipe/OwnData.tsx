import { useRef } from "preact/hooks";
import { strings } from "../../strings/strings.ts";
import type { Actions } from "../actions.ts";
import { bytes } from "../format.ts";
import type { DataSummary } from "../types.ts";

interface Props {
  readonly data: DataSummary | null;
  readonly off: boolean;
  readonly actions: Actions;
}

/** A file of one's own as training data. */
export function OwnData({ data, off, actions }: Props) {
  const words = strings().recipe;
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="own-data">
      <p class="field-label" id="own-data-title">
        {words.ownData}
      </p>
      <div class="own-data-row">
        <button type="button" disabled={off} onClick={() => input.current?.click()}>
          {data ? words.chooseAnother : words.choose}
        </button>
        <input
          ref={input}
          class="unseen"
          type="file"
          accept=".txt,.jsonl,.csv,.tsv"
          aria-label={words.file}
          tabIndex={-1}
          disabled={off}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) actions.openFiles([file]);
            // So that the same file, changed on disk, can be chosen again.
            event.currentTarget.value = "";
          }}
        />
        {data && (
          <button type="button" disabled={off} onClick={() => actions.dropFile()}>
            {words.remove}
          </button>
        )}
        <p class="help">{words.ownHelp}</p>
      </div>
      {data && <Summary data={data} />}
    </div>
  );
}

function Summary({ data }: { readonly data: DataSummary }) {
  const { recipe: words, messages } = strings();
  const { train, heldOut, vocabulary } = data;
  return (
    <div class="data-summary">
      <p>
        <b>{data.name}</b>
        {words.summary(bytes(data.bytes), data.kind === "text", train, heldOut, vocabulary)}
      </p>
      {data.warnings.map((warning) => (
        <p key={warning} class="warning">
          {messages.say(warning)}
        </p>
      ))}
      <ul>
        {data.examples.slice(0, 3).map((example) => (
          <li key={example.prompt}>
            <code>{example.prompt}</code> → <code>{example.answer}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
