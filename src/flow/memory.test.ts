import { mkdir, writeFile } from "node:fs/promises";
import { freemem } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { testFolder } from "../../test/test-folder.ts";
import { cachedFileBytes, freeMemoryBytes } from "./memory.ts";

/** As Linux 6.1 writes it. */
const version2 =
  "anon 5000\nfile 900\nkernel 70\ninactive_anon 3\nactive_anon 4\ninactive_file 600\nactive_file 200\n";
const version1 =
  "cache 10\nrss 20\ninactive_file 1\nactive_file 2\ntotal_cache 900\ntotal_inactive_file 600\ntotal_active_file 200\n";

test.each([
  ["a container that sees its own group alone", "0::/\n", "sys/fs/cgroup", version2],
  [
    "a step of a service",
    "0::/system.slice/runner.service\n",
    "sys/fs/cgroup/system.slice/runner.service",
    version2,
  ],
  [
    "version 1 in a container, whose path is the node's",
    "9:cpu,cpuacct:/kubepods/a\n4:memory:/kubepods/a\n0::/\n",
    "sys/fs/cgroup/memory",
    version1,
  ],
  ["version 1 on the machine", "5:hugetlb,memory:/job\n", "sys/fs/cgroup/memory/job", version1],
])("the files in memory of %s", async (_what, cgroups, folder, figures) => {
  const root = await testFolder();
  for (const [path, text] of [
    ["proc/self/cgroup", cgroups],
    [`${folder}/memory.stat`, figures],
  ] as const) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  expect(cachedFileBytes(root)).toBe(800);
});

test("where nothing tells there are none", async () => {
  expect(cachedFileBytes(await testFolder())).toBe(0);
});

test("this machine has some memory, and no more than is free", () => {
  expect(freeMemoryBytes()).toBeGreaterThan(0);
  expect(freeMemoryBytes()).toBeLessThan(1.5 * freemem());
});
