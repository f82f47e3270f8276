import { runRecord } from "./record.ts";

process.exitCode = await runRecord(process.argv.slice(2), process.stdout, process.stderr);
