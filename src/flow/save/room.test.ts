import { expect, test } from "vitest";
import type { Config } from "../../config/config.ts";
import { parseConfig } from "../../config/inputs.ts";
import type { StoredBundle } from "../../store/catalog.ts";
import type { Survey } from "../../store/github/repository.ts";
import { StoreError } from "../../store/store-error.ts";
import { cleanUp } from "./clean-up.ts";
import { type Listing, surveyRoom } from "./room.ts";

const hour = 3_600_000;
const nowMs = 100 * hour;
const main = "refs/heads/main";
const isFamily = (key: string) => key.startsWith("ours-");

const cache = (id: number, key: string, more: Partial<StoredBundle> = {}): StoredBundle => ({
  id: String(id),
  key,
  ref: main,
  bytes: 100,
  savedAtMs: id * hour,
  lastReadAtMs: id * hour,
  ...more,
});

async function ask(
  survey: () => Promise<Survey>,
  inputs: Record<string, string> = {},
  usage = () => Promise.reject<number>(new Error("nobody needs the usage")),
) {
  const notices: string[] = [];
  const log = {
    debug: () => {},
    info: () => {},
    warning: () => {},
    notice: (message: string) => notices.push(message),
  };
  const given: Record<string, string> = {
    "max-size": "400",
    "repository-limit": "1000",
    reserve: "50",
    ...inputs,
  };
  const config: Config = parseConfig((name) => given[name] ?? "");
  const room = await surveyRoom(
    config,
    { isFamily, ref: main },
    { log, repository: { survey, usage }, now: () => nowMs },
  );
  return { ...room, notices };
}

const holding = (...known: StoredBundle[]) => {
  const bytes = known.reduce((sum, { bytes }) => sum + bytes, 0);
  return async () => ({ known, complete: true, leastBytes: bytes, mostBytes: bytes });
};

test("what is about to be superseded makes room, and what stays beside the new bundle does not", async () => {
  const held = [
    cache(1, "theirs", { bytes: 700 }),
    cache(2, "ours-a", { bytes: 60 }),
    cache(3, "ours-b", { bytes: 60 }),
  ];
  expect(await ask(holding(...held))).toMatchObject({ budgetBytes: 1000 - 700 - 120 });
  expect(await ask(holding(...held), { "keep-last": "2" })).toMatchObject({ budgetBytes: 1000 - 760 - 60 });
  expect(await ask(holding(...held), { "keep-last": "3" })).toMatchObject({ budgetBytes: 1000 - 820 - 50 });
  expect(await ask(holding(...held), { "delete-superseded": "never" })).toMatchObject({
    budgetBytes: 1000 - 820 - 50,
  });
});

test("bundles of other refs and families are others'", async () => {
  const held = [
    cache(1, "ours-a", { ref: "refs/pull/1/merge", bytes: 400 }),
    cache(2, "yours", { bytes: 400 }),
  ];
  expect(await ask(holding(...held))).toMatchObject({
    budgetBytes: 150,
    why: "others hold 800 B of the repository's 1.00 kB",
  });
});

test("where not all is known, the most that all may take is enough to know that there is room", async () => {
  const survey = async () => ({
    known: [cache(1, "theirs")],
    complete: false,
    leastBytes: 100,
    mostBytes: 550,
  });
  expect(await ask(survey)).toMatchObject({ budgetBytes: 400, why: undefined, listing: { complete: false } });
});

test.each([
  { title: "what all take", usage: 700, budgetBytes: 250 },
  { title: "what all take, which is little", usage: 200, budgetBytes: 400 },
  { title: "more than there can be: it is old", usage: 5000, budgetBytes: 50 },
  { title: "less than there is: it is old", usage: 7, budgetBytes: 400 },
])("where not all is known, and the room may be little, the usage decides: $title", async (row) => {
  const survey = async () => ({
    known: [cache(1, "theirs")],
    complete: false,
    leastBytes: 100,
    mostBytes: 900,
  });
  const { budgetBytes } = await ask(survey, {}, async () => row.usage);
  expect(budgetBytes).toBe(row.budgetBytes);
});

test.each([
  { reason: "denied" as const, says: ["`permissions: actions: read`", "`actions: write`"] },
  { reason: "unavailable" as const, says: ["not known", "superseded bundles stay"] },
])("$reason: max-size alone counts, and one notice says why", async ({ reason, says }) => {
  const found = await ask(() => Promise.reject(new StoreError("no", { reason })));
  expect(found).toMatchObject({ budgetBytes: 400, why: undefined, listing: "refused" });
  expect(found.notices).toHaveLength(1);
  for (const word of says) expect(found.notices[0]).toContain(word);
});

test("an error of ours is thrown on", async () => {
  await expect(ask(() => Promise.reject(new TypeError("a bug")))).rejects.toThrow("a bug");
});

async function tidy(listing: Listing | undefined, held: StoredBundle[], remove?: () => Promise<"gone">) {
  const done: string[] = [];
  const said: string[] = [];
  const say = (message: string) => said.push(message);
  const removed = await cleanUp(
    { prefix: "ours-", isFamily, ref: main, newestKey: "ours-new", keep: 1, nowMs, listing },
    {
      label: "test",
      tellsReads: true,
      list: async () => {
        done.push("list");
        return { bundles: held, complete: true };
      },
      remove: async ({ key }) => {
        done.push(key);
        return (await remove?.()) ?? "removed";
      },
    },
    { debug: say, info: say, notice: say, warning: say },
  );
  return { done, removed, said };
}

const listingOf = (atMs: number, ...caches: StoredBundle[]): Listing => ({
  atMs,
  complete: true,
  bundles: caches,
});
const old = cache(1, "ours-old");

test.each([
  { title: "nothing was listed", listing: undefined, done: ["list", "ours-old"] },
  { title: "a fresh list", listing: listingOf(nowMs - 10_000, old), done: ["ours-old"] },
  {
    title: "a list of some minutes ago",
    listing: listingOf(nowMs - 90_000, old),
    done: ["list", "ours-old"],
  },
  { title: "nothing to delete", listing: listingOf(nowMs - 90_000, cache(2, "theirs")), done: [] },
  {
    title: "one of the largest",
    listing: { ...listingOf(nowMs - 10_000, old), complete: false },
    done: ["ours-old"],
  },
  {
    title: "none of the largest",
    listing: { ...listingOf(nowMs - 10_000, cache(2, "theirs")), complete: false },
    done: ["list", "ours-old"],
  },
])("what was listed before the upload need not be listed again: $title", async ({ listing, done }) => {
  expect(await tidy(listing, [old])).toMatchObject({ done, removed: done.includes("ours-old") ? 1 : 0 });
});

test("what another job has deleted is neither counted nor claimed", async () => {
  const found = await tidy(undefined, [old], async () => "gone");
  expect(found).toMatchObject({ removed: 0, said: [] });
});

test("what a job has begun to read since it was listed stays", async () => {
  const listing = listingOf(nowMs - 90_000, old);
  expect(await tidy(listing, [{ ...old, lastReadAtMs: nowMs - 30_000 }])).toMatchObject({ done: ["list"] });
});
