import { runCommandLine } from "../../src/cli/run.ts";

/** The command line as a single executable, which brings its own Node. */
void runCommandLine(process.argv.slice(2));
