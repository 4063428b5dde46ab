import { expect, test } from "vitest";
import type { Config } from "../../config/config.ts";
import { parseConfig } from "../../config/inputs.ts";
import type { StoredBundle } from "../../store/catalog.ts";
import type { Survey } from "../../store/github/repository.ts";
import { StoreError } from "../../store/store-error.ts";
import { surveyRoom } from "./room.ts";

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
