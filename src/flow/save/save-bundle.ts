import { evictAgeOf } from "../../budget/age.ts";
import type { Manifest } from "../../bundle/format/manifest.ts";
import { openPacker } from "../../bundle/pack.ts";
import type { Packed } from "../../bundle/pack-request.ts";
import { reportBudget } from "../../report/make-report.ts";
import type { BudgetReport, RepositoryReport, SaveOutcome } from "../../report/report.ts";
import type { Deps } from "../deps.ts";
import { freeBytes } from "../disk.ts";
import type { SaveContents } from "../evidence/build.ts";
import { measureOf } from "../evidence/costs.ts";
import { bundlesOf, reusable } from "../evidence/past.ts";
import { isFailure, orFailure } from "../failures.ts";
import { settleUpload } from "../new-bundle/after-upload.ts";
import type { Deleted } from "../new-bundle/clean-up.ts";
import { levelsOf } from "../new-bundle/levels.ts";
import { type PackedWithin, packWithin } from "../new-bundle/pack-within.ts";
import { putUnder } from "../new-bundle/put-under.ts";
import { type RoomFound, roomFor, type Saver, type Survey, saverOf, survey } from "../new-bundle/room.ts";
import { openPhases } from "../phases.ts";
import { cannotSign, unsignedBytes } from "../signing.ts";
import { withTemporary } from "../temporary.ts";
import { decideSave, type SavePlan } from "./decide.ts";
import type { Family } from "./family.ts";
import { fetchHead } from "./fetch-head.ts";
import { withLateBase } from "./late-base.ts";
import { agedContents } from "./next-bundle.ts";
import type { Means, SaveDeps } from "./save-deps.ts";
import { unite } from "./unite.ts";

/** How saving ended, and what the budget did when it came to that. */
export interface SaveEnd {
  readonly outcome: SaveOutcome;
  readonly budget?: BudgetReport;
  readonly dropped?: Packed["dropped"];
  /** Bundles that the new one replaces. */
  readonly deleted?: Deleted;
  /** Everybody's entries, where they were asked for. */
  readonly repository?: RepositoryReport;
  /** Of the bundle that was made. */
  readonly manifest?: Manifest;
}

/** Decides whether there is anything to save; if so unites it with what others saved, packs, uploads and tidies up. */
export async function saveBundle(
  contents: SaveContents,
  deps: Deps & Partial<Pick<SaveDeps, "phases">>,
  { openPacker, fetchHead }: Means = real,
): Promise<SaveEnd> {
  const decision = decideSave(contents);
  if (decision.kind !== "save") return { outcome: decision };
  if (deps.signing?.canSign === false) return { outcome: { kind: "not-allowed", why: cannotSign } };
  // So that threads are up when the store has said what other jobs have saved.
  const packer = openPacker(deps.threads, deps.zstd);
  const means = { phases: openPhases(deps), ...deps, packer, fetchHead };
  try {
    const end = await withTemporary(deps.tempDirectory, (temporary) =>
      orFailure(() => saveDecided(contents, decision, { ...means, temporary }), means.phases.doing),
    );
    return isFailure(end) ? { outcome: end } : end;
  } finally {
    await packer.close();
  }
}

const real: Means = { openPacker, fetchHead };

async function saveDecided(contents: SaveContents, decided: SavePlan, deps: SaveDeps): Promise<SaveEnd> {
  const late = await withLateBase(contents, decided, deps);
  if (late.decision.kind !== "save") return { outcome: late.decision };
  const plan = late.decision;
  const { config } = contents;
  const found = await deps.phases.run("plan", () => survey(config, deps));
  const united = await unite(late.contents, { plan, found }, deps);
  if (united.isNothingNew) {
    return { outcome: { kind: "nothing-new", why: "another job has saved all of it already" } };
  }
  const { past, ownRef: ref, context, nowMs } = united.contents;
  const { most, isFamily } = plan;
  const { defaultBranch } = context;
  const saving = { config, bundles: bundlesOf(past), defaultBranch, isFamily, ref, nowMs };
  const saver = saverOf({ ...saving, most }, deps);
  const room = roomFor(found, saver);
  const repository = room.report && { repository: room.report };
  if (room.budgetBytes === 0) {
    const why = `the repository is full: ${room.why}`;
    deps.log.warning(`Not saved: ${why}. Remove caches, or raise repository-limit`, "too-small");
    return { outcome: { kind: "too-small", why }, ...repository };
  }
  const { family } = united;
  const end = await packAndPut(united.contents, { plan, found, saver, room, family }, deps);
  return { ...end, ...repository };
}

interface Planned {
  readonly plan: SavePlan;
  readonly found: Survey;
  readonly saver: Saver;
  readonly room: RoomFound;
  readonly family: Family;
}

async function packAndPut(contents: SaveContents, planned: Planned, deps: SaveDeps): Promise<SaveEnd> {
  const { run, config } = contents;
  const { budgetBytes, limitedBy, why } = planned.room;
  const evictAge = evictAgeOf(config.evict, run);
  const out = deps.temporary("saved");
  const within = await packPlanned(contents, planned, { out, evictAge }, deps);
  void deps.packer.close(); // an upload takes long, and threads hold memory
  const unused = { drop: evictAge !== undefined, why: run.why };
  const budget = reportBudget(within.plan, {
    ...{ budgetBytes, limit: limitedBy, limitedBy: why ?? null, unused },
  });
  if (within.kind === "no-room") {
    return { outcome: { kind: "failed", failure: within.kind, why: within.why }, budget };
  }
  if (within.kind !== "packed") return { outcome: { kind: within.kind, why: within.why }, budget };
  const { packed } = within;
  return { budget, dropped: packed.dropped, ...(await upload({ packed, out }, contents, planned, deps)) };
}

/** Packs what the room allows into `out`, if enough of it is new. */
async function packPlanned(
  contents: SaveContents,
  { plan, room: { budgetBytes, limitedBy } }: Planned,
  { out, evictAge }: { readonly out: string; readonly evictAge: number | undefined },
  deps: SaveDeps,
): Promise<PackedWithin> {
  const { config, past, run, status } = contents;
  const { about, entries } = agedContents(contents, plan);
  return deps.phases.run("pack", async (onProgress) =>
    packWithin(
      entries,
      {
        plan: {
          budgetBytes: unsignedBytes(budgetBytes, deps.signing),
          evictAge,
          // A run that did only a part of the work says nothing about what it did not use.
          maxAgeDays: run.isWhole ? config.maxAgeDays : undefined,
          now: about.created,
        },
        limitedBy,
        levels: levelsOf(config),
        measure: measureOf(contents),
        mostUploadBytes: status === "cancelled" ? shortUploadBytes : undefined,
        freeBytes: await freeBytes(out),
        judge: plan.judge,
      },
      {
        directory: contents.directory,
        out,
        about,
        segmentRawBytes: config.segmentBytes,
        known: past.entries,
        reuse: reusable(past),
        onProgress,
      },
      deps.packer.pack,
    ),
  );
}

/** Uploads what was packed, and tidies up after it. */
async function upload(
  { packed, out }: { readonly packed: Packed; readonly out: string },
  { config, past, ownReadAtMs }: SaveContents,
  { plan, found, saver, family }: Planned,
  deps: SaveDeps,
): Promise<SaveEnd> {
  const { manifest } = packed;
  const put = await deps.phases.run("upload", (onProgress) =>
    orFailure(() => putUnder(plan.keyOf, { file: out, packed, onProgress }, deps), "upload"),
  );
  if (isFailure(put)) return { outcome: put };
  const { key, kind, bytes } = put;
  if (kind === "taken") return { outcome: { kind, key }, manifest };
  // Where the family had nothing there is nothing to replace, and no need to list it again.
  const ancestors = family.bundles?.length === 0 ? [] : manifest.ancestors;
  const request = { config, found, saver, prefix: plan.prefix, ownReadAtMs };
  const settled = await deps.phases.run("clean up", () =>
    settleUpload({ key, bytes, ancestors }, request, deps),
  );
  if (settled.kind === "withdrawn") return { outcome: { kind: settled.kind, key, why: settled.why } };
  const { deleted } = settled;
  const outcome: SaveOutcome = {
    kind: "saved",
    key,
    bundleBytes: bytes,
    entries: manifest.entries.length,
    as: plan.as,
    united: past.heads.flatMap(({ key, isSpared }) => (isSpared ? [] : [key])),
  };
  return { outcome, manifest, ...(deleted && { deleted }) };
}

/** A cancelled job has a few minutes to end: what takes longer to upload is left for the next one. */
const shortUploadBytes = 200e6;
