import { useCallback, useMemo, useState } from "preact/hooks";

/** By this id the buttons that open the drawer name what they control. */
export const DRAWER = "task-drawer";

/** Which task is being explained, and the ways to ask for another. */
export interface Explained {
  readonly task: string | null;
  /** Opens the drawer for a task, or closes it where it already explains that one. */
  toggle(task: string): void;
  close(): void;
}

/** The drawer's state: one task at a time. */
export function useExplained(): Explained {
  const [task, setTask] = useState<string | null>(null);
  const toggle = useCallback((next: string) => setTask((now) => (now === next ? null : next)), []);
  const close = useCallback(() => setTask(null), []);
  return useMemo(() => ({ task, toggle, close }), [task, toggle, close]);
}
