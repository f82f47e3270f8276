import { useState } from "preact/hooks";
import { strings } from "../../strings/strings.ts";
import type { Sheet } from "../view/sheet.ts";

interface Props {
  /** The chart's title. */
  readonly chart: string;
  /** Asked for while the tables are open. */
  sheets(): readonly Sheet[];
}

/** The numbers behind a chart, folded away. They are made only while somebody looks. */
export function DataTable({ chart, sheets }: Props) {
  const [open, setOpen] = useState(false);
  const words = strings().save;
  return (
    <details class="data" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {words.data}
        <span class="unseen">{words.of(chart)}</span>
      </summary>
      {open && sheets().map((sheet) => <SheetTable key={sheet.caption} sheet={sheet} />)}
    </details>
  );
}

/** Where a table is wider or longer than its room, keys must be able to scroll it. */
const REACHED = { tabIndex: 0 };

function SheetTable({ sheet: { caption, columns, rows } }: { readonly sheet: Sheet }) {
  const seen = columns.flatMap(({ title }, c) => (title === null ? [] : [{ title, c }]));
  return (
    <section class="scroller" aria-label={caption} {...REACHED}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {seen.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={r}>
              {seen.map(({ c }) =>
                c === 0 ? (
                  <th key={c} scope="row">
                    {row[c]?.shown}
                  </th>
                ) : (
                  <td key={c}>{row[c]?.shown}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
