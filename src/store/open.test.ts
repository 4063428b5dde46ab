import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

/** Looks into a store in a process of its own; returns what was found and the packages it loaded. */
async function loadedBy(spec: object): Promise<{ found: unknown; packages: string[] }> {
  const script = `
    import { registerHooks } from "node:module";
    const packages = new Set();
    registerHooks({
      resolve(name, context, next) {
        if (!/^(node:|[./]|file:)/.test(name)) packages.add(name);
        return next(name, context);
      },
    });
    const { openStore } = await import(${JSON.stringify(new URL("open.ts", import.meta.url).href)});
    const log = { debug() {}, info() {}, notice() {}, warning() {} };
    const store = openStore(${JSON.stringify(spec)}, { log });
    const found = await store.lookup({ key: "a", fallbacks: [] }).catch(({ reason }) => reason);
    console.log(JSON.stringify({ found, packages: [...packages], lookups: store.activity().lookups }));
  `;
  const env = { PATH: process.env["PATH"] };
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    env,
  });
  return JSON.parse(stdout) as { found: unknown; packages: string[] };
}

test("a folder loads no client", async () => {
  const path = await mkdtemp(join(tmpdir(), "open-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  expect(await loadedBy({ kind: "local", path })).toEqual({
    found: { kind: "miss" },
    packages: [],
    lookups: 1,
  });
});

test("GitHub loads its client, and says when there is no service", async () => {
  const { found, packages } = await loadedBy({ kind: "github" });
  expect(found).toBe("absent");
  expect(packages).toContain("@actions/cache");
});
