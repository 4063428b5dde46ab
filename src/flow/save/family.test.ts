import { describe, expect, test } from "vitest";
import type { Catalog, Store } from "../../store/store.ts";
import type { StoredBundle } from "../../stored-bundle.ts";
import { findFamily } from "./family.ts";

describe("what other jobs have saved", () => {
  const hour = 3_600_000;
  const at = (key: string, savedHour: number): StoredBundle => ({
    key,
    bytes: 1,
    savedAtMs: savedHour * hour,
  });
  const isFamily = (key: string) => key.startsWith("f-");
  const plan = { prefix: "f-", newest: { key: "f-", fallbacks: [] }, isFamily };
  const bundles = [at("g-other", 99), at("f-forgotten", 10), at("f-known", 20), at("f-restored", 40)];

  test.each<[string, readonly StoredBundle[], string[], string | undefined]>([
    ["is nothing when all is known", bundles.slice(2), [], undefined],
    ["is what a whole line does not name, however old", bundles, [], "f-forgotten"],
    ["is not what a line has forgotten that is as long as it may be", bundles, ["f-restored"], undefined],
    ["… but what came while its end was saved", [...bundles, at("f-beside", 39)], ["f-restored"], "f-beside"],
    ["… or later", [...bundles, at("f-newer", 41)], ["f-restored"], "f-newer"],
    ["… and all of it when that end is gone", bundles.slice(0, 3), ["f-restored"], "f-forgotten"],
  ])("%s", async (_title, listed, forgetful, head) => {
    const known = new Set(["f-known", "f-restored"]);
    const facts = { known, forgetful: new Set(forgetful), ref: undefined, listing: undefined };
    const catalog: Catalog = {
      label: "a store",
      list: async () => ({ bundles: listed, complete: true }),
      remove: async () => "gone",
    };
    // A whole listing tells all, so nobody looks up.
    const store = undefined as unknown as Store;
    expect((await findFamily(plan, facts, { store, catalog })).head).toBe(head);
  });
});
