// Longer than most: the contract that all stores keep is read as a whole.
import type { StoredBundle } from "../stored-bundle.ts";

/**
 * What to look for: `key` first, then each of `fallbacks` in order. Each is tried as an exact name, then as
 * a prefix of names, of which the newest wins. At most 10 in all, none with a comma, at most 512 characters.
 */
export interface KeyChain {
  readonly key: string;
  readonly fallbacks: readonly string[];
}

/**
 * The best match among `saved`, which is sorted from the oldest to the newest. The first key of the chain
 * that matches anything decides: its exact name if there is one, else the newest it is a prefix of.
 */
export function bestMatch<T extends { readonly key: string }>(
  { key, fallbacks }: KeyChain,
  saved: readonly T[],
): T | undefined {
  for (const wanted of [key, ...fallbacks]) {
    const found =
      saved.findLast((one) => one.key === wanted) ?? saved.findLast((one) => one.key.startsWith(wanted));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A hit names the bundle that matched, and the ref that saved it where the store tells; a miss is an answer, not an error. */
type Found = Hit | { readonly kind: "miss" };

interface Hit {
  readonly kind: "hit";
  readonly key: string;
  readonly ref?: string;
}

/** The answer to a lookup that found this bundle, or none. */
export function asFound(bundle: { readonly key: string } | undefined): Found {
  return bundle === undefined ? { kind: "miss" } : { kind: "hit", key: bundle.key };
}

/** As `Found`, with the size of the file that was written, in bytes. */
export type Fetched = (Hit & { readonly bytes: number }) | { readonly kind: "miss" };

/** `taken`: a bundle has this key already, which another job saved. */
export type Stored =
  | { readonly kind: "stored"; readonly bytes: number }
  | { readonly kind: "taken" }
  /** Nothing is saved: an upload holds the key that is under way, or whose job was killed. */
  | { readonly kind: "reserved" };

/** What a caller may add to a call. */
export interface CallOptions {
  /** Ends the call as soon as the store can, with the reason of the signal as its error. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Told whenever something moved that is not seen on the network: how many bytes so far, and how long the next answer may take.
   */
  readonly onProgress?: ((moved: { readonly bytes?: number; readonly quietMs?: number }) => void) | undefined;
  /** Told a few times a second how many bytes this call has moved so far, over the network or on the disk. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
  /**
   * Told by a fetch that a bundle is on its way, where the store can say which of its bytes have come; told again when the
   * call is tried again. What was read counts only if the fetch ends with that very file.
   */
  readonly onArriving?: ((arriving: Arriving) => void) | undefined;
}

/** A bundle that is on its way. */
export interface Arriving {
  readonly key: string;
  readonly ref?: string;
  /** What is being written, under a name that it has only now: whoever wants to read opens it before returning. */
  readonly file: string;
  /** Size of the whole. */
  readonly bytes: number;
  /** Resolves when all bytes from `from` to before `to` are in the file; rejects when they will not be. */
  readonly ready: (from: number, to: number) => Promise<void>;
}

/** How stores differ, for those who plan what to ask and what to save. */
interface StoreTraits {
  /**
   * Whether one lookup finds what any of its keys has in the first scope before it looks in the next. Then a chain that
   * begins with an overlay's keys finds the overlay or, where there is none, the base.
   */
  readonly findsAllInOneLookup: boolean;
  /** The largest bundle that it takes, where it has a bound that is known before. */
  readonly maxBytes: number | undefined;
}

/** A place where bundles live. Bodies are files, so that memory stays flat and retries can start over. */
export interface Store {
  /** For logs and the report; never holds a secret. */
  readonly label: string;
  readonly traits: StoreTraits;
  /** Names the best match without moving it. @throws {StoreError} on anything but a clean miss. */
  lookup(keys: KeyChain, options?: CallOptions): Promise<Found>;
  /**
   * Writes the best match to the file `into`, whose folder exists and which does not. After a miss or an
   * error there is no file `into`. @throws {StoreError} on anything but a clean miss; {DamagedBundleError} when the best match
   * is not what was saved.
   */
  fetch(keys: KeyChain, into: string, options?: CallOptions): Promise<Fetched>;
  /** Uploads the file `from` under `key`, whole or not at all. @throws {StoreError} */
  put(key: string, from: string, options?: CallOptions): Promise<Stored>;
}

/** The traits of a store that looks in one scope after another and takes what it is given. */
export const plainTraits: StoreTraits = { findsAllInOneLookup: true, maxBytes: undefined };

/** What a store holds, as far as it told. */
export interface Listing {
  /** The oldest first. */
  readonly bundles: readonly StoredBundle[];
  /** Otherwise the listing was cut, or rows of it could not be read: there may be other bundles. */
  readonly complete: boolean;
}

/** `gone`: it was removed before, or another bundle was saved under its key, or somebody has read it since it was listed. */
type Removed = "removed" | "gone";

interface ListOptions extends Pick<CallOptions, "signal"> {
  /** Only the bundles of this ref, which is cheaper. */
  readonly ref?: string | undefined;
}

/**
 * The second side of a store, for those who tidy up: not every store has it. Most jobs never open one.
 * What is listed may change at any moment, so a listing is a hint and `remove` decides.
 */
export interface Catalog {
  /** As the label of the store. */
  readonly label: string;
  /** All bundles of all refs whose key begins with `prefix`; the empty prefix lists all. @throws {StoreError} */
  list(prefix: string, options?: ListOptions): Promise<Listing>;
  /**
   * Removes one bundle that was listed, whole: no reader finds half of it. It looks first whether that bundle is still the one
   * that was listed. @throws {StoreError}
   */
  remove(bundle: StoredBundle, options?: Pick<CallOptions, "signal">): Promise<Removed>;
}

/**
 * Why a store could not do what it was asked.
 * `absent`: there is no such service here. `denied`: we may not. `full`: no room is left.
 * `unavailable`: it is down, slow or throttled. `broken`: a bundle broke off on its way, or was replaced meanwhile.
 * `damaged`: what is stored is not what was saved; always a `DamagedBundleError`.
 */
export type StoreErrorReason = "absent" | "denied" | "full" | "unavailable" | "broken" | "damaged";

/** A store failed. The cache fails open: whoever catches this goes on without the store. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly reason: StoreErrorReason;
  /** Whether the same call may succeed a little later. */
  readonly retryable: boolean;
  /** How much later, where the service said so. */
  readonly retryAfterMs: number | undefined;
  /** The key of the bundle that was found, where it got as far as that. */
  readonly key: string | undefined;

  constructor(
    message: string,
    options: {
      reason: StoreErrorReason;
      retryable?: boolean;
      retryAfterMs?: number;
      key?: string | undefined;
      cause?: unknown;
    },
  ) {
    super(message, { cause: options.cause });
    this.reason = options.reason;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.key = options.key;
  }
}

/**
 * The time of a bundle that is saved now, beside these: later than each of them. The clock of the machine that saved one may have been
 * ahead, and then every later job would restore that one until its time has come.
 */
export function newestAt(nowMs: number, others: readonly Pick<StoredBundle, "savedAtMs">[]): number {
  return others.reduce((latest, { savedAtMs }) => Math.max(latest, savedAtMs + 1), nowMs);
}

/** Milliseconds since 1970, finer than one: two saves in one millisecond still have an order. */
export function wallClock(): number {
  return performance.timeOrigin + performance.now();
}
