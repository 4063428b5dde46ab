import type { Advance, ShowProgress } from "../report/progress.ts";
import type { Failure, Phase } from "../report/report.ts";
import type { Deps } from "./deps.ts";

/** The parts of a restore or a save that are worth a name. */
type PhaseName =
  | "look up and download"
  | "unpack"
  | "start the server"
  | "read the statistics"
  | "stop the server"
  | "read the directory"
  | "plan"
  | "fetch other bundles"
  | "pack"
  | "upload"
  | "clean up";

export type Phases = ReturnType<typeof openPhases>;

/** Measures what a step spends its time on, and shows each phase while it lasts. */
export function openPhases({ now, showProgress }: Pick<Deps, "now" | "showProgress">) {
  const times = new Map<PhaseName, number>();
  let last: PhaseName | undefined;
  return {
    /** Runs `work` as a part of a phase: times of the same phase add up, and no two run at a time. */
    async run<T>(name: PhaseName, work: (onProgress: Advance) => Promise<T>): Promise<T> {
      const began = now();
      last = name;
      times.set(name, times.get(name) ?? 0);
      try {
        return await shown(showProgress, name.charAt(0).toUpperCase() + name.slice(1), work);
      } finally {
        times.set(name, (times.get(name) ?? 0) + Math.max(0, now() - began));
      }
    },
    /** What was measured so far, in the order in which the phases began. */
    list: (): Phase[] => [...times].map(([name, ms]) => ({ name, seconds: ms / 1000 })),
    /** What an outage is called that happens now. */
    doing: (): Doing => (last === undefined ? "lookup" : (doings[last] ?? "lookup")),
  };
}

/** What was asked of a store that did not answer. */
export type Doing = Extract<Failure, "lookup" | "download" | "upload">;

const doings: Readonly<Partial<Record<PhaseName, Doing>>> = {
  "look up and download": "download",
  "fetch other bundles": "download",
  upload: "upload",
};

/** Shows one wait that is no phase of a report. */
export async function shown<T>(
  showProgress: ShowProgress | undefined,
  what: string,
  work: (onProgress: Advance) => Promise<T>,
): Promise<T> {
  const meter = showProgress?.(what);
  try {
    return await work(meter?.onProgress ?? (() => undefined));
  } finally {
    meter?.end();
  }
}
