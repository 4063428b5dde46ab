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
