import { useLazy } from "../lazy.ts";
import type { TaskDrawerProps } from "./TaskDrawer.tsx";

const loadDrawer = async () => (await import("./TaskDrawer.tsx")).TaskDrawer;

/** The drawer that explains a task, loaded when the first one is asked about. */
export function DrawerEntry(props: TaskDrawerProps) {
  const TaskDrawer = useLazy(loadDrawer, props.explained.task !== null);
  return TaskDrawer && <TaskDrawer {...props} />;
}
