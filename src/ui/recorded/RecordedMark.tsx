/** Beside a title: what is shown there is recorded. */
export const RecordedMark = () => <span class="recorded-mark"> · recorded</span>;
