import { formatSize } from "../../size.ts";
import { isNearlyAll, rateOf } from "../hits.ts";
import type { Advice, Cause, Report, RunSummary } from "../report.ts";
import { duration } from "../words.ts";
import { budgetLimits } from "./budget-limits.ts";

/** A rate below this says that something is wrong, not just new. */
const lowRate = 0.5;

/** Too few calls to be worth a word. */
const someCalls = 5;

/** Compile time that a larger budget would save in each run: below it, nobody needs to act. */
const worthMentioningMs = 5_000;

/** The one most useful thing to change, or null: what keeps the cache from working at all comes first. */
export function advise(report: Report): Advice | null {
  for (const adviser of advisers) {
    const advice = adviser(report);
    if (advice) return advice;
  }
  return null;
}

const advisers: readonly ((report: Report) => Advice | false | null | undefined)[] = [
  ({ build, restore }) =>
    build?.counts?.requests === 0 &&
    restore?.outcome.kind !== "skipped" && {
      kind: "never-called",
      text:
        "sccache was never called. Is RUSTC_WRAPPER overridden (in .cargo/config.toml, or by env)? " +
        "For C or C++, set wrap: cmake.",
    },
  ({ build }) =>
    build?.noCounts?.kind === "no-answer" && {
      kind: "server-died",
      text:
        "sccache's server ended before the save, so nothing is known of the build. Do not stop it " +
        "(sccache --stop-server), and start the build in the environment that the restore step set.",
    },
  ({ restore }) =>
    restore?.outcome.kind === "failed" &&
    restore.outcome.failure === "no-room" && {
      kind: "no-room",
      text: "The bundle does not fit: free disk space before the restore step, or raise SCCACHE_CACHE_SIZE if you set it.",
    },
  ({ save }) =>
    save?.outcome.kind === "failed" &&
    save.outcome.failure === "denied" && {
      kind: "denied",
      text: `The store refused the upload: ${save.outcome.why}. Set save: never here, or grant the right to write.`,
    },
  ({ save }) => {
    if (save?.outcome.kind !== "too-small") return undefined;
    // Without a plan there is no budget: it did not come to one, since the repository is full.
    const { name, remedy } = budgetLimits[save.budget?.limit ?? "repository"];
    return { kind: "too-small", text: `${name} is too small for any bundle. ${remedy}` };
  },
  ({ build }) => {
    const found = build?.counts?.notCacheable.find(({ reason }) => reason.startsWith("incremental"));
    return (
      found &&
      found.calls >= someCalls && {
        kind: "incremental",
        text: `${found.calls} calls were incremental, which sccache does not cache. ${found.remedy}`,
      }
    );
  },
  ({ build, explanation }) => {
    const { counts } = build ?? {};
    if (!counts || (rateOf(counts) ?? 0) >= lowRate) return undefined;
    const mayExplain = (one: Cause) => counts.misses > 0 || one.class === "not-looked-up";
    const cause = explanation?.causes.find((one) => one.remedy !== null && mayExplain(one));
    return cause && { kind: cause.class, text: `${cause.detail}. ${cause.remedy}` };
  },
  ({ save }) => {
    if (!save?.budget?.shortfall) return undefined;
    const { shortfall, limit, curve } = save.budget;
    const all = curve.at(-1);
    if (!all || shortfall.savedMs < worthMentioningMs) return undefined;
    const { name, remedy } = budgetLimits[limit];
    const more = `${duration(shortfall.savedMs / 1000)} more of compiling could be saved`;
    const size = formatSize(all.budgetBytes).replace(/\s/g, "").replace("B", "").toUpperCase();
    const what = limit === "max-size" ? `Set max-size to ${size}.` : remedy;
    return { kind: "budget", text: `${name} is too small for this build: ${more}. ${what}` };
  },
  ({ build }) => {
    const list = build?.counts?.notCacheable ?? [];
    const first = list.find(({ remedy, calls }) => remedy !== null && calls >= someCalls);
    return (
      first && {
        kind: "not-cacheable",
        text: `${first.calls} calls were not cacheable: ${first.meaning}. ${first.remedy}`,
      }
    );
  },
  costsMore,
];

/** Run after run, not once: a first run always costs more than it saves. This run has to be among those that count. */
function costsMore({ save, history }: Report): Advice | undefined {
  const known = history.slice(-5).filter(isMeasured);
  if (!save || known.length < 3 || known.at(-1) !== history.at(-1)) return undefined;
  const saved = known.reduce((sum, { savedMs }) => sum + savedMs, 0);
  const cost = known.reduce((sum, { restoreMs }) => sum + restoreMs, 0);
  if (saved >= cost) return undefined;
  return {
    kind: "costs-more",
    text: `${known.length} of the last ${Math.min(5, history.length)} runs spent ${duration(cost / 1000)} on restoring and saved ${duration(saved / 1000)} of compiling: this job is too small to gain from a cache.`,
  };
}

type Measured = RunSummary & { readonly savedMs: number; readonly restoreMs: number };

/** Whether it is known of a run what it gained: the compile time of nearly all its hits. */
function isMeasured(run: RunSummary): run is Measured {
  const { hits, hitsWithTime, savedMs, restoreMs } = run;
  if (savedMs === null || restoreMs === null || hitsWithTime === null || !hits) return false;
  return isNearlyAll(hitsWithTime, hits);
}
