import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nameFor, readTree, writeTree, zipOf } from "../bundle/made-up-entries.ts";
import { sccacheBundle } from "../cli/command-line.ts";
import { inFolder } from "../folder.ts";

const entries = [1, 2, 3].map((seed) => ({
  name: nameFor(seed),
  content: zipOf([{ name: "obj", content: Buffer.alloc(5_000, `${seed} `) }], 3),
  lastUse: 1_700_000_000,
}));

/** A pair of keys, made as docs/guides/signing.md says. */
function pairIn(folder: string, name: string): { signing: string; verify: string } {
  const file = join(folder, `${name}.pem`);
  execFileSync("openssl", ["genpkey", "-algorithm", "ed25519", "-out", file]);
  const signing = execFileSync("sed", ["-n", "2p", file]).toString();
  const der = execFileSync("openssl", ["pkey", "-in", file, "-pubout", "-outform", "DER"]);
  return { signing, verify: der.toString("base64") };
}

test("files: what is packed with the key is read by all who have the public one, and nothing else is", async () => {
  await inFolder(async (folder) => {
    await writeTree(join(folder, "in"), entries);
    const { signing, verify } = pairIn(folder, "ours");
    const call = (env: Record<string, string>, ...args: string[]) =>
      sccacheBundle(args, { cwd: folder, env });
    const writer = { SCCACHE_BUNDLE_SIGNING_KEY: signing };
    const reader = { SCCACHE_BUNDLE_VERIFY_KEYS: verify };
    const stranger = { SCCACHE_BUNDLE_SIGNING_KEY: pairIn(folder, "theirs").signing };
    expect(await call(writer, "pack", "in", "-o", "ours")).toMatchObject({ exitCode: 0 });
    expect(await call({}, "pack", "in", "-o", "plain")).toMatchObject({ exitCode: 0 });
    expect(await call(stranger, "pack", "in", "-o", "theirs")).toMatchObject({ exitCode: 0 });

    for (const args of [["verify"], ["inspect"], ["plan"]] as const) {
      expect(await call(reader, ...args, "ours"), args[0]).toMatchObject({ exitCode: 0 });
    }
    expect(await call(reader, "unpack", "ours", "out")).toMatchObject({ exitCode: 0 });
    expect((await readTree(join(folder, "out"))).size).toBe(entries.length);
    expect(await call(writer, "merge", "ours", "-o", "merged")).toMatchObject({ exitCode: 0 });
    expect(await call(reader, "verify", "merged")).toMatchObject({ exitCode: 0 });

    const bytes = await readFile(join(folder, "ours"));
    bytes[bytes.length - 12] = (bytes[bytes.length - 12] ?? 0) ^ 1;
    await writeFile(join(folder, "changed"), bytes);
    for (const file of ["plain", "theirs", "changed"]) {
      for (const args of [
        ["verify", file],
        ["inspect", file],
        ["plan", file],
        ["unpack", file, "refused"],
      ]) {
        const ended = await call(reader, ...args);
        expect(ended, args.join(" ")).toMatchObject({ exitCode: 1 });
      }
      expect(await call(writer, "merge", file, "-o", "never")).toMatchObject({ exitCode: 1 });
    }
    await expect(readTree(join(folder, "refused"))).rejects.toThrow("ENOENT");
    const salvage = await call(reader, "unpack", "--salvage", "plain", "refused");
    expect(salvage).toMatchObject({ exitCode: 2 });
    const cannot = await call(reader, "pack", "in", "-o", "never");
    expect(cannot).toMatchObject({ exitCode: 2 });
    expect(cannot.stderr).toContain("SCCACHE_BUNDLE_SIGNING_KEY is required");
    expect((await call({}, "inspect", "ours")).stdout).toMatch(/^signed for +no name \(not checked\)$/m);
  });
});

test("a key that is none is said at once, by every command, and not repeated", async () => {
  const env = { SCCACHE_BUNDLE_SIGNING_KEY: "planted-secret-of-many-characters" };
  for (const args of [
    ["restore", "--store", "local:/nowhere"],
    ["merge", "--store", "local:/nowhere", "--job", "build"],
    ["watch", "--once", "--store", "local:/nowhere"],
  ]) {
    const ended = await sccacheBundle(args, { env });
    expect(ended, ended.stderr).toMatchObject({ exitCode: 2 });
    expect(ended.stderr).toContain("SCCACHE_BUNDLE_SIGNING_KEY is not an Ed25519 private key");
    expect(ended.stderr + ended.stdout).not.toContain("planted");
  }
});

test("a store: what is published is signed for its key, branch and repository", async () => {
  await inFolder(async (folder) => {
    const now = Math.floor(Date.now() / 1000);
    await writeTree(
      join(folder, "in"),
      entries.map((entry) => ({ ...entry, lastUse: now })),
    );
    const { signing, verify } = pairIn(folder, "ours");
    const env = {
      SCCACHE_BUNDLE_SIGNING_KEY: signing,
      SCCACHE_BUNDLE_REPOSITORY: "octo/repo",
      XDG_CACHE_HOME: join(folder, "cache"),
    };
    const watch = ["watch", "--once", "--sccache-dir", "in", "--store", "local:store"];
    const published = await sccacheBundle([...watch, "--save", "always", "--ref", "refs/heads/main"], {
      cwd: folder,
      env,
    });
    expect(published, published.stderr).toMatchObject({ exitCode: 0 });
    const key = /Published (\S+):/.exec(published.stderr)?.[1];
    const [home] = execFileSync("find", ["store", "-name", "bundle.tar.zst"], { cwd: folder })
      .toString()
      .split("\n");
    const inspected = await sccacheBundle(["inspect", "--json", home ?? ""], {
      cwd: folder,
      env: { SCCACHE_BUNDLE_VERIFY_KEYS: verify },
    });
    expect(JSON.parse(inspected.stdout).signature).toEqual({
      repository: "octo/repo",
      ref: "refs/heads/main",
      key,
      checked: true,
    });
  });
});
