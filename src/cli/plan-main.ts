import { runPlan } from "./plan.ts";

process.exitCode = runPlan(process.argv.slice(2), process.stdout, process.stderr);
