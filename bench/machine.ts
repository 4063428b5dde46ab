import { execFile } from "node:child_process";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { promisify } from "node:util";
import { openZstd } from "../src/zstd/open.ts";

/** What figures depend on besides the code, a line each. */
export async function describeMachine(sccacheVersion: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)("zstd", ["--version"]);
  const zstd = /v\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? "of some version";
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB of memory`;
  return [
    `${availableParallelism()} cores of ${cpus()[0]?.model ?? "some processor"}, ${memory}, ${process.platform} ${process.arch}`,
    `Node ${process.versions.node}, ${openZstd().zstd.name} in the bundle, zstd ${zstd} of the peers, sccache ${sccacheVersion}`,
  ];
}

/** How busy the machine is with everything, in processes that want to run, over the last minute. */
export function describeLoad(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}
