import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { mayDropUnused } from "../../budget/completeness.ts";
import type { PlanOptions } from "../../budget/plan.ts";
import { type Manifest, withoutPast } from "../../bundle/format/manifest.ts";
import type { Packed, PackRequest } from "../../bundle/pack-request.ts";
import { formatSize } from "../../config/size.ts";
import { reportBudget } from "../../report/budget-report.ts";
import type { BudgetReport, SaveOutcome } from "../../report/report.ts";
import { creator } from "../../version.ts";
import type { Deps } from "../deps.ts";
import { isFailure, orFailure } from "../failure.ts";
import { restoredBy } from "../handoff.ts";
import { cleanUp } from "./clean-up.ts";
import { gatherEvidence } from "./evidence.ts";
import { digestOf } from "./history.ts";
import { packWithin } from "./pack-within.ts";
import { type RoomFound, surveyRoom } from "./room.ts";
import type { SaveFacts } from "./save-facts.ts";
import { planSave, type SavePlan } from "./save-plan.ts";

/** How saving ended, and what the budget did when it came to that. */
export interface Ending {
  readonly outcome: SaveOutcome;
  readonly budget?: BudgetReport;
  readonly dropped?: Packed["dropped"];
  /** Of the bundle that was made. */
  readonly manifest?: Manifest;
}

/** Decides whether there is anything to save, and if so packs it within the budget, uploads it and tidies up. */
export async function saveBundle(facts: SaveFacts, deps: Deps): Promise<Ending> {
  const plan = planSave(facts);
  if ("why" in plan) return { outcome: { kind: "nothing-new", why: plan.why } };
  const room = await surveyRoom(
    { ...facts.handoff.config, maxSizeBytes: plan.mostBytes },
    { isFamily: plan.isFamily, ref: facts.context.ref },
    deps,
  );
  if (room.budgetBytes === 0) {
    const why = `there is no room: ${room.why}`;
    deps.log.warning(`Not saved: ${why}. Fewer or smaller caches, or a larger repository-limit, make room.`);
    return { outcome: { kind: "too-small", why } };
  }
  const out = join(deps.tempDirectory, `saved-${randomBytes(4).toString("hex")}.tar.zst`);
  try {
    const ending = await orFailure(() => packAndPut(facts, { plan, room, out }, deps));
    return isFailure(ending) ? { outcome: ending } : ending;
  } finally {
    await rm(out, { force: true });
  }
}

interface Planned {
  readonly plan: SavePlan;
  readonly room: RoomFound;
  /** Where the bundle is made. */
  readonly out: string;
}

async function packAndPut(facts: SaveFacts, { plan, room, out }: Planned, deps: Deps): Promise<Ending> {
  const { handoff, past } = facts;
  const { budgetBytes } = room;
  const evidence = gatherEvidence(facts);
  const unused = mayDropUnused(handoff.config.evict, evidence);
  const options: PlanOptions = {
    budgetBytes,
    evictAge: unused.drop ? 1 : undefined,
    maxAgeDays: handoff.config.maxAgeDays,
    now: Math.floor(deps.now() / 1000),
  };
  const measure = {
    manifest: plan.kind === "overlay" ? (past.overlay ?? past.base) : past.base,
    rawAtSource: handoff.rawAtSource,
  };
  const within = await packWithin(
    plan.candidates,
    { plan: options, measure },
    packRequest(facts, plan, {
      out,
      now: options.now,
      threads: deps.threads,
    }),
    deps.zstd,
  );
  const budget = reportBudget({ limitedBy: room.why, budgetBytes, unused, plan: within.plan });
  if (!within.packed) {
    return { outcome: { kind: "too-small", why: `nothing fits into ${formatSize(budgetBytes)}` }, budget };
  }
  const outcome = await put(within.packed, { plan, out }, facts, deps);
  if (outcome.kind === "saved") await tidyUp(outcome.key, { plan, room }, facts, deps);
  return { outcome, budget, dropped: within.packed.dropped, manifest: within.packed.manifest };
}

async function put(
  { manifest, bytes }: Packed,
  { plan, out }: Pick<Planned, "plan" | "out">,
  { handoff }: SaveFacts,
  { store }: Deps,
): Promise<SaveOutcome> {
  const key = plan.keyOf(digestOf(manifest.entries));
  if (key === restoredBy(handoff.base)?.key || key === restoredBy(handoff.overlay)?.key) {
    return { kind: "nothing-new", why: "nothing new fits in the budget" };
  }
  const stored = await store.put(key, out);
  if (stored.kind === "taken") return { kind: "taken", key };
  return {
    kind: "saved",
    key,
    bundleBytes: bytes,
    entries: manifest.entries.length,
    as: plan.kind,
    united: [],
  };
}

async function tidyUp(
  newestKey: string,
  { plan: { prefix, isFamily }, room: { listing } }: Pick<Planned, "plan" | "room">,
  { handoff, context }: SaveFacts,
  deps: Deps,
): Promise<void> {
  const { deleteSuperseded, keepLast: keep } = handoff.config;
  if (!deleteSuperseded || prefix === "" || !deps.catalog || listing === "refused") return;
  const request = { prefix, isFamily, ref: context.ref, newestKey, keep, nowMs: deps.now(), listing };
  await cleanUp(request, deps.catalog, deps.log);
}

function packRequest(
  { handoff, context, past, environment }: SaveFacts,
  { base }: SavePlan,
  { out, now, threads }: { out: string; now: number; threads: number },
): Omit<PackRequest, "entries"> {
  const { config, directory, sccache, toolchain } = handoff;
  return {
    directory,
    out,
    level: config.compressionLevel,
    segmentRawBytes: config.segmentBytes,
    threads,
    known: past.entries,
    reuse: past.reusable,
    about: {
      creator,
      created: now,
      sccacheVersion: sccache?.version ?? null,
      toolchain,
      base,
      ref: context.ref ?? null,
      ...withoutPast,
      environment,
    },
  };
}
