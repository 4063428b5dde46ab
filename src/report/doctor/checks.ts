import { formatSize } from "../../config/size.ts";

/** One line of the diagnosis. */
export interface Check {
  readonly status: "ok" | "warning" | "error";
  readonly name: string;
  /** What was found. */
  readonly detail: string;
  /** What to do; null when all is well. */
  readonly fix: string | null;
}

/** What was found on the machine, before a build. Undefined where it could not be found out. */
export interface DoctorFacts {
  readonly node: { readonly version: string; readonly unsupported: string | undefined };
  /** Why the native zstd is not used; undefined when it is. */
  readonly zstdFallback: string | undefined;
  readonly sccache: { readonly path: string; readonly version: string | null } | { readonly why: string };
  /** The compiler, as it titles itself. */
  readonly toolchain: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** build.rustc-wrapper of cargo's configuration files. */
  readonly cargoWrapper: { readonly value: string; readonly file: string } | undefined;
  /** Other backends that sccache would use, each with what to unset. */
  readonly otherPlaces: readonly { readonly name: string; readonly todo: string }[];
  /** Whether sccache understands the value of SCCACHE_CACHE_SIZE. */
  readonly cacheSizeBytes: number | undefined;
  readonly directory: DirectoryFacts;
  readonly freeBytes: number | undefined;
  /** What this machine or container may use. */
  readonly memoryBytes: number | undefined;
  readonly threads: number;
  /** Where an sccache server listens already that is not this job's. */
  readonly otherServer: string | undefined;
  /** The longest path that a socket of the job would have; undefined where ports are used. */
  readonly socketBytes: number | undefined;
  readonly store: StoreFacts;
  /** The rights to list the store's bundles. */
  readonly listing: { readonly kind: "can" | "cannot" | "not-asked"; readonly why: string };
  readonly maxSizeBytes: number;
}

export interface DirectoryFacts {
  readonly path: string;
  readonly exists: boolean;
  readonly isWritable: boolean;
  /** Files of another user, of those that were looked at. */
  readonly foreignOwned: number;
}

export type StoreFacts =
  | {
      readonly kind: "reachable";
      readonly label: string;
      readonly seconds: number;
      readonly found: string | null;
    }
  | { readonly kind: "failed"; readonly label: string; readonly why: string };

export function ok(name: string, detail: string): Check {
  return { status: "ok", name, detail, fix: null };
}

export function warning(name: string, detail: string, fix: string): Check {
  return { status: "warning", name, detail, fix };
}

export function error(name: string, detail: string, fix: string): Check {
  return { status: "error", name, detail, fix };
}

export function checkNode({ node }: DoctorFacts): Check {
  if (node.unsupported === undefined) return ok("node", node.version);
  return error("node", node.unsupported, "Install Node 24, or any version from 22.15 on.");
}

export function checkZstd({ zstdFallback }: DoctorFacts): Check {
  if (zstdFallback === undefined) return ok("zstd", "native binding");
  return warning(
    "zstd",
    `Node's own zstd is used, which packs more slowly: ${zstdFallback}`,
    "Use Linux, macOS or Windows on x64 or arm64 with glibc for the native binding; otherwise nothing.",
  );
}

export function checkSccache({ sccache }: DoctorFacts): Check {
  if ("why" in sccache) {
    return error(
      "sccache",
      sccache.why,
      "Install sccache 0.16 or newer, or let `sccache: auto` download it.",
    );
  }
  const { path, version } = sccache;
  if (version === null) return error("sccache", `${path} does not tell its version`, "Reinstall sccache.");
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major === 0 && minor < 9) {
    return warning(
      "sccache",
      `${version} at ${path}`,
      "Update sccache to 0.16 or newer: this one has no sockets, so jobs share its port.",
    );
  }
  return ok("sccache", `${version} at ${path}`);
}

export function checkCompiler({ toolchain }: DoctorFacts): Check {
  if (toolchain !== null) return ok("compiler", toolchain);
  return warning(
    "compiler",
    "neither rustc nor cc answered, so the key says nothing of the compiler",
    "Install the toolchain before the restore step.",
  );
}

export function checkServers({ otherServer }: DoctorFacts): Check {
  if (otherServer === undefined) return ok("servers", "no other server");
  return warning(
    "servers",
    `an sccache server listens already: ${otherServer}`,
    "Nothing, if it is another job's: this job starts its own. If it is a leftover, run sccache --stop-server.",
  );
}

/** The system's limit is 104 bytes on macOS and 108 on Linux, with the zero at the end. */
const mostSocketBytes = 103;

export function checkSocket({ socketBytes }: DoctorFacts): Check {
  if (socketBytes === undefined) return ok("socket", "a free port is used");
  if (socketBytes <= mostSocketBytes) return ok("socket", `a path of ${socketBytes} bytes fits`);
  return warning(
    "socket",
    `a path of ${socketBytes} bytes is too long for a socket, so a port is used`,
    "Set TMPDIR or RUNNER_TEMP to a shorter path.",
  );
}

export function checkDirectory({ directory }: DoctorFacts): Check {
  const { path, exists, isWritable, foreignOwned } = directory;
  if (!isWritable)
    return error(
      "directory",
      `${path} cannot be written`,
      "Give this user the right to write it, or choose another with sccache-dir.",
    );
  if (foreignOwned > 0) {
    return warning(
      "directory",
      `${path} holds files of another user, which sccache cannot use`,
      `Run chown -R "$(id -u)" on it, or run both steps as one user.`,
    );
  }
  return ok("directory", `${path}${exists ? "" : " (made when it is needed)"}`);
}

export function checkDisk({ freeBytes, maxSizeBytes }: DoctorFacts): Check {
  if (freeBytes === undefined) return ok("disk", "not known");
  if (freeBytes < maxSizeBytes * 2)
    return error(
      "disk",
      `${formatSize(freeBytes)} free`,
      `Free space: unpacking a bundle of ${formatSize(maxSizeBytes)} needs at least twice as much.`,
    );
  if (freeBytes < maxSizeBytes * 8)
    return warning(
      "disk",
      `${formatSize(freeBytes)} free, so entries are unpacked in their compact form`,
      "Free space for faster hits.",
    );
  return ok("disk", `${formatSize(freeBytes)} free`);
}

/** What packing takes for each thread, about. */
const threadBytes = 300e6;

export function checkMemory({ memoryBytes, threads }: DoctorFacts): Check {
  if (memoryBytes === undefined) return ok("memory", "not known");
  const needed = threads * threadBytes;
  if (memoryBytes < needed)
    return warning(
      "memory",
      `${formatSize(memoryBytes)} for ${threads} threads, which may take ${formatSize(needed)}`,
      `Set threads to ${Math.max(1, Math.floor(memoryBytes / threadBytes))}.`,
    );
  return ok("memory", `${formatSize(memoryBytes)}, ${threads} threads`);
}
