import { useRef } from "preact/hooks";
import type { Actions } from "../actions.ts";
import { bytes, count, countOf } from "../format.ts";
import type { DataSummary } from "../types.ts";

interface Props {
  readonly data: DataSummary | null;
  readonly off: boolean;
  readonly actions: Actions;
}

/** A file of one's own as training data. */
export function OwnData({ data, off, actions }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="own-data">
      <p class="field-label" id="own-data-title">
        Your own data
      </p>
      <div class="own-data-row">
        <button type="button" disabled={off} onClick={() => input.current?.click()}>
          {data ? "Choose another file" : "Choose a file"}
        </button>
        <input
          ref={input}
          class="unseen"
          type="file"
          accept=".txt,.jsonl,.csv,.tsv"
          aria-label="Your own data file"
          tabIndex={-1}
          disabled={off}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) actions.loadFile(file);
            // So that the same file, changed on disk, can be chosen again.
            event.currentTarget.value = "";
          }}
        />
        {data && (
          <button type="button" disabled={off} onClick={() => actions.dropFile()}>
            Remove
          </button>
        )}
        <p class="help">
          Text (.txt) or prompt and answer (.jsonl, .csv, .tsv); or drop it anywhere. Nothing leaves this tab.
        </p>
      </div>
      {data && <Summary data={data} />}
    </div>
  );
}

function Summary({ data }: { readonly data: DataSummary }) {
  const unit = data.kind === "text" ? "character" : "example";
  return (
    <div class="data-summary">
      <p>
        <b>{data.name}</b>, {bytes(data.bytes)}: {countOf(data.train, unit)} to train on,{" "}
        {count(data.heldOut)} held out, {countOf(data.vocabulary, "different character")}.
      </p>
      {data.warnings.map((warning) => (
        <p key={warning} class="warning">
          {warning}
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
