import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { localStore } from "../../src/store/local/local.ts";
import { scopedKey } from "../../src/store/scopes.ts";
import { type HostileMember, make, tarOf } from "../bundle/hostile-bundle.ts";
import { filesIn, openWorld } from "./world.ts";

const key = "ab".repeat(32);
const good = `a/b/${key}`;
const other = `c/d/${"cd".repeat(32)}`;
const content = "not really a compilation";
type NamedMember = HostileMember & { readonly name: string };
const file = (name: string): NamedMember => ({ name, content });

/** `names` is what the manifest claims; where it is not given, it says what is in the tar. */
const bundles: readonly {
  readonly title: string;
  readonly members: (folder: string) => readonly NamedMember[];
  readonly names?: readonly string[];
}[] = [
  { title: "a name that leads upwards", members: () => [file("../../planted")] },
  { title: "an absolute name", members: (folder) => [file(join(folder, "planted"))] },
  { title: "a name with a backslash", members: () => [file("a\\..\\..\\planted")] },
  { title: "a name that is not sccache's", members: () => [file("a/b/planted")] },
  {
    title: "a name that leads upwards behind an honest manifest",
    members: () => [file("../../planted")],
    names: [good],
  },
  {
    title: "an absolute name behind an honest manifest",
    members: (folder) => [file(join(folder, "planted"))],
    names: [good],
  },
  {
    title: "a symbolic link and a file through it",
    members: (folder) => [{ name: "a", type: "symlink", linkname: folder }, file("a/planted")],
    names: [good, other],
  },
  {
    title: "a symbolic link under a good name",
    members: (folder) => [{ name: good, type: "symlink", linkname: join(folder, "canary") }],
    names: [good],
  },
  {
    title: "a hard link under a good name",
    members: (folder) => [{ name: good, type: "link", linkname: join(folder, "canary") }],
    names: [good],
  },
  {
    title: "a device under a good name",
    members: () => [{ name: good, type: "character-device", devmajor: 1, devminor: 3 }],
    names: [good],
  },
  { title: "a pipe under a good name", members: () => [{ name: good, type: "fifo" }], names: [good] },
  { title: "a folder under a good name", members: () => [{ name: good, type: "directory" }], names: [good] },
  { title: "the same name twice", members: () => [file(good), file(good)] },
  {
    title: "a good entry before a hostile one",
    members: () => [file(good), file("../../planted")],
    names: [good, other],
  },
  {
    title: "an entry more than the manifest has",
    members: () => [file(good), file(other)],
    names: [good],
  },
];

test.each(bundles)("a bundle with $title is refused, and nothing is written", async ({ members, names }) => {
  const world = await openWorld();
  await writeFile(join(world.folder, "canary"), "alive");
  const inputs = { "sccache-dir": world.directory, store: `local:${world.store}` };
  const job = await world.job();
  const lookup = await job.uses("restore", { ...inputs, "lookup-only": "true" });

  const hostile = members(world.folder);
  const bundle = join(world.folder, "hostile.tar.zst");
  const made = await make({
    run: await tarOf(hostile),
    names: names ?? hostile.map(({ name }) => name),
    bytes: hostile.map((member) => Buffer.byteLength(member.content ?? "")),
  });
  await writeFile(bundle, made);
  const key = `${lookup.outputs["cache-primary-key"]}0123456789ab`;
  await localStore({ path: world.store }).put(scopedKey("refs/heads/main", key), bundle);

  const before = await outsideOf(job.temp, world.folder);
  const main = await job.uses("restore", inputs);
  expect(main, main.output).toMatchObject({ exitCode: 0, errors: [] });
  expect(main.warnings).toEqual([expect.stringMatching(/^the bundle cannot be used: /)]);
  expect(main.outputs).toMatchObject({ "cache-hit": "false", entries: "0" });
  expect(await world.entries()).toEqual([]);
  expect(await outsideOf(job.temp, world.folder)).toEqual(before);
});

/** Everything in the world but the runner's own temporary folder. */
async function outsideOf(temp: string, folder: string): Promise<string[]> {
  const own = temp.slice(folder.length + 1);
  return (await filesIn(folder)).filter((name) => !name.startsWith(own));
}
