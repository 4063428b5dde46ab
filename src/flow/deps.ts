import type { Log } from "../log.ts";
import type { ShowProgress } from "../report/progress.ts";
import type { Repository } from "../store/github/repository.ts";
import type { Catalog, Store } from "../store/store.ts";
import type { Zstd } from "../zstd/zstd.ts";
import type { Signing } from "./signing.ts";

/** What the use cases need of the world, built once by an entry. */
export interface Deps {
  readonly log: Log;
  readonly store: Store;
  readonly zstd: Zstd;
  /** The listing of the store, where it has one: for deleting what a new bundle supersedes. */
  readonly catalog: Catalog | undefined;
  /** The repository's cache as a whole, where GitHub is the store or one of its levels and there is a token to ask with. */
  readonly repository: Repository | undefined;
  /** Worker threads to pack and unpack with. */
  readonly threads: number;
  /** The machine's CPU, as `cpuPrint` has it: what was made for another is not restored. */
  readonly cpu: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** An existing folder for what lives as long as the job: never inside sccache's directory. */
  readonly tempDirectory: string;
  /** Shows how far waits are; left out where nobody looks. */
  readonly showProgress?: ShowProgress | undefined;
  /** How bundles are signed, or undefined where there are no keys: then no signature is made or looked at. */
  readonly signing: Signing | undefined;
}
