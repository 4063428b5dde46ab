/**
 * Measures what the bundle promises, against peers on the same entries in the same run:
 *
 *     npm run bench                     everything: two hours the first time, since corpora are built, which stay in .bench
 *     npm run bench -- size pack        some of it
 *     npm run bench -- --quick          what takes seconds and one build of one program
 *     npm run bench -- whole-job [--program bevy] [--versions 10] [--again] [--rounds 1] [--links 60] [--ways bundle,actions]
 *
 * Prints one table; docs/benchmarks.md tells what its rows mean. The exit code is 0 whether targets are reached or
 * not: figures of one machine at one time prove little. A benchmark that fails is a row of its own, the others are
 * measured all the same, and the exit code is then 1.
 */
import { parseArgs } from "node:util";
import { programs } from "./corpus/programs.ts";
import { describeLoad, describeMachine } from "./machine.ts";
import { benchmarks } from "./rows/benchmarks.ts";
import { failed, type Row } from "./rows/row.ts";
import { setStage } from "./stage.ts";
import { tableOf } from "./table.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    program: { type: "string", default: "just" },
    versions: { type: "string" },
    again: { type: "boolean", default: false },
    rounds: { type: "string" },
    links: { type: "string" },
    ways: { type: "string" },
  },
});
const known = benchmarks.map(({ name }) => name);
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}. There are: ${known.join(", ")}.`);
  process.exit(2);
}
const program = Object.values(programs).find(({ name }) => name === values.program);
if (program === undefined) {
  console.error(`There is no program ${values.program}. There are: ${Object.keys(programs).join(", ")}.`);
  process.exit(2);
}

const { quick } = values;
const stage = await setStage({
  quick,
  program,
  versions: values.versions === undefined ? undefined : Number(values.versions),
  again: values.again || positionals.length === 0, // all jobs of all ways take two hours more
  rounds: Number(values.rounds ?? (quick ? 1 : 3)),
  links: (values.links ?? (quick ? "60" : "60,200")).split(",").map(Number),
  ways: values.ways?.split(","),
});
const chosen = benchmarks.filter(({ name, quick }) =>
  positionals.length > 0 ? positionals.includes(name) : quick || !values.quick,
);
const rows: Row[] = [];
const loads: string[] = [];
for (const { name, run } of chosen) {
  stage.workshop.say(`measuring ${name} …`);
  const measured = await orFailed(name, () => run(stage));
  for (const row of measured) stage.workshop.say(`  ${row.what}: ${row.measured} (${row.from})`);
  rows.push(...measured);
  loads.push(`${name} ${describeLoad()}`);
}
for (const line of await describeMachine(stage.workshop.sccache.version)) console.log(line);
console.log(`Load of the minute before each was done: ${loads.join(", ")}\n`);
console.log(tableOf(rows));

/** What `run` measured, or, when it fails, a row that says so. */
async function orFailed(name: string, run: () => Promise<Row[]>): Promise<Row[]> {
  try {
    return await run();
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
    return [failed(name, error as Error)];
  }
}
