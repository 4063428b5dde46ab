import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { configOf, contextOf } from "../../../test/flow/made-up-job.ts";
import { testFolder } from "../../../test/test-folder.ts";
import { parseStatistics } from "../../sccache/server/statistics.ts";
import { environmentOf } from "./environment.ts";

/** What is noted of the compiler in a build that looked up so much in C, and how it was called for that. */
async function ask(
  hits: Readonly<Record<string, number>>,
  more: { compiler?: string; format?: string } = {},
) {
  const workspace = await testFolder();
  const [cc, calls] = [join(workspace, "my-cc"), join(workspace, "calls")];
  await writeFile(cc, `#!/bin/sh\necho "$0 $*" >> ${calls}\necho "my-cc 1.2.3"\necho Copyright\n`);
  await chmod(cc, 0o755);
  const handoff = {
    context: contextOf({ workspace }),
    config: configOf(more.format === undefined ? {} : { "cmd-format": more.format }),
    compiler: more.compiler ?? null,
  };
  const statistics = parseStatistics(JSON.stringify({ stats: { cache_hits: { counts: hits } } }));
  const place = { env: { CC: `sccache ${cc} -O2`, PATH: process.env["PATH"] }, home: "/home" };
  const { cc: title, PWD } = await environmentOf(handoff, place, statistics);
  const called = await readFile(calls, "utf8").catch(() => "");
  return { title, called: called.replaceAll(workspace, ""), isOfBuild: PWD !== undefined };
}

test.skipIf(process.platform === "win32")(
  "the C compiler of a build in C is noted by its title",
  async () => {
    const asked = await ask({ "C/C++": 1, Rust: 3 });
    expect(asked).toEqual({ title: "my-cc 1.2.3", called: "/my-cc --version\n", isOfBuild: true });
  },
);

test.skipIf(process.platform === "win32")("it is asked as the build calls compilers", async () => {
  expect(await ask({ CUDA: 1 }, { format: "env {0}" })).toMatchObject({ title: "my-cc 1.2.3" });
  expect(await ask({ CUDA: 1 }, { format: "false {0}" })).toMatchObject({ title: undefined, called: "" });
});

test("it is not asked where nothing of C was looked up, or the keys have asked it", async () => {
  expect(await ask({ Rust: 3, "C/C++": 0 })).toEqual({ title: undefined, called: "", isOfBuild: true });
  expect(await ask({ "C/C++": 1 }, { compiler: "cc 9" })).toMatchObject({ title: "cc 9", called: "" });
});
