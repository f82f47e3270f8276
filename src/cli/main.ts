import { nodeIo } from "./io.ts";
import { runCli } from "./run.ts";

// no process.exit: what has been written to a pipe must arrive
process.exitCode = await runCli(process.argv.slice(2), nodeIo());
