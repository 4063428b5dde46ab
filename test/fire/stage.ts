import { createHash } from "node:crypto";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { arch, platform } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { plainEnvironment } from "../../demo/environment.ts";
import { type CacheService, type CacheServiceOptions, startCacheService } from "../cache-service/service.ts";
import type { Scope } from "../cache-service/token.ts";
import { type Job, startJob } from "../e2e/runner.ts";
import { realSccache } from "../sccache/real-sccache.ts";

/** A machine, a checkout and a cache service, for jobs whose builds are small: hundreds take minutes. */
export interface Stage {
  readonly folder: string;
  readonly workspace: string;
  readonly directory: string;
  /** What runners of other jobs never see: the machine's folder for temporary files. */
  readonly tmp: string;
  readonly service: CacheService;
  /** Where the service keeps its blobs. */
  readonly blobs: string;
  readonly inputs: Readonly<Record<string, string>>;
  job(options?: {
    readonly env?: Readonly<Record<string, string>>;
    readonly scope?: Scope;
    /** The runner's folder of the job; a new one unless given. */
    readonly temp?: string;
  }): Promise<Job>;
  close(): Promise<void>;
}

/** A stage within `folder`, which the caller removes after `close()`. */
export async function openStage(folder: string, options: CacheServiceOptions = {}): Promise<Stage> {
  const workspace = join(folder, "checkout");
  const tmp = join(folder, "tmp");
  const directory = join(folder, "sccache");
  const blobs = join(folder, "blobs");
  const home = join(folder, "home");
  for (const path of [workspace, tmp, home]) await mkdir(path, { recursive: true });
  await writeFile(join(workspace, "Cargo.lock"), "version = 4\n");
  const sccachePath = await realSccache();
  const service = await startCacheService({ folder: blobs, ...options });
  const plain = plainEnvironment(process.env);
  const systems: Partial<Record<NodeJS.Platform, string>> = { darwin: "macOS", win32: "Windows" };
  return {
    folder,
    workspace,
    directory,
    tmp,
    service,
    blobs,
    inputs: { "sccache-dir": directory, wrap: "rust", threads: "1", evict: "budget-only" },
    async job({ env = {}, scope, temp } = {}) {
      return startJob({
        temp: temp ?? (await mkdtemp(join(folder, "runner-"))),
        workspace,
        env: {
          // Where rustup looks for its compilers.
          ...(plain["HOME"] && {
            CARGO_HOME: join(plain["HOME"], ".cargo"),
            RUSTUP_HOME: join(plain["HOME"], ".rustup"),
          }),
          ...plain,
          CI: "true",
          HOME: home,
          TMPDIR: tmp,
          GITHUB_EVENT_NAME: "push",
          GITHUB_REF: "refs/heads/main",
          GITHUB_REPOSITORY: "someone/something",
          GITHUB_RUN_ID: "1",
          GITHUB_SERVER_URL: "https://github.com",
          RUNNER_OS: systems[platform()] ?? "Linux",
          RUNNER_ARCH: arch().toUpperCase(),
          // What the direct mode remembers tells of paths, which differ from stage to stage.
          SCCACHE_DIRECT: "false",
          RUNNER_TOOL_CACHE: join(folder, "tools"),
          PATH: [dirname(sccachePath), plain["PATH"]].join(delimiter),
          ...service.env(scope),
          ...env,
        },
      });
    },
    close: () => service.close(),
  };
}

/**
 * What takes the place of a build: sccache compiles so many small files of C, whose objects hardly compress. Equal names give
 * equal entries. @throws when a compilation fails: no fault of the cache may do that
 */
export async function compile(job: Job, workspace: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await writeFile(join(workspace, `${name}.c`), sourceOf(name));
    const { ok, output } = await job.run("sccache", "cc", "-c", `${name}.c`, "-o", `${name}.o`);
    if (!ok) throw new Error(`the build fails: ${output}`);
  }
}

function sourceOf(name: string): string {
  const bytes = Array.from({ length: 128 }, (_, i) => [
    ...createHash("sha512").update(`${name} ${i}`).digest(),
  ]);
  return `const unsigned char ${name}[] = {${bytes.flat().join(",")}};\n`;
}
