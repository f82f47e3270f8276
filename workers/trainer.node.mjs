// Node's worker threads do not inherit the loader that reads TypeScript: register it, then load the worker.
import { register } from "tsx/esm/api";

register();
await import("./trainer.node.ts");
