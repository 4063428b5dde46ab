import { live } from "./life.ts";
import { busy, inputsFor, perEntryBytesFor, quotaBytes } from "./lives.ts";
import { ourWay } from "./our-way.ts";
import { modelRepository, weekMs } from "./repository.ts";
import { type Fared, simulate } from "./simulate.ts";
import { table } from "./tables.ts";
import type { Trace } from "./trace.ts";

/**
 * What it costs and saves that overlays are left as they are while all that is new changes with every push: against
 * `save: always`, and also where it must lose, since the last push of each pull request leaves the program as it was.
 */
export async function compareOverlays(trace: Trace): Promise<string[]> {
  const rows: string[][] = [];
  for (const idlePushesAPullRequest of [0, 1]) {
    const life =
      idlePushesAPullRequest === 0 ? "every push changes the program" : "each pull request's last does not";
    for (const save of ["always", "auto"]) {
      const fared = await fare(trace, idlePushesAPullRequest, save);
      const mean = fared.requests.total / fared.requests.jobs;
      const [hits, up] = [`${(fared.hitShare * 100).toFixed(2)} %`, `${(fared.bytesUp / 1e9).toFixed(1)} GB`];
      rows.push([life, save, hits, mean.toFixed(2), up]);
    }
  }
  const head = [
    "the same weeks, with sccache-bundle",
    "save",
    "hit rate",
    "requests a job, mean",
    "moved up",
  ];
  return [table(head, rows), ""];
}

async function fare(trace: Trace, idlePushesAPullRequest: number, save: string): Promise<Fared> {
  const habits = { ...busy, idlePushesAPullRequest };
  return simulate(live(trace, habits), habits, {
    repository: (rules) => modelRepository({ ...rules, quotaBytes, unusedMs: weekMs }),
    way: (now) =>
      ourWay({
        inputs: { ...inputsFor(habits, quotaBytes), save },
        now,
        perEntryBytes: perEntryBytesFor(habits),
      }),
  });
}
