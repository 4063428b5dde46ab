/**
 * What to look for: `key` first, then each of `fallbacks` in order. Each is tried as an exact name, then as
 * a prefix of names, of which the newest wins. At most 10 in all, none with a comma, at most 512 characters.
 */
export interface KeyChain {
  readonly key: string;
  readonly fallbacks: readonly string[];
}

/** A hit names the bundle that matched, and the ref that saved it where the store tells; a miss is an answer, not an error. */
export type Found = Hit | { readonly kind: "miss" };

export interface Hit {
  readonly kind: "hit";
  readonly key: string;
  readonly ref?: string;
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
   * Told whenever something moved that is not seen on the network; `quietMs` says that the next answer may take so long.
   */
  readonly onProgress?: ((quietMs?: number) => void) | undefined;
  /** Told a few times a second how many bytes this call has moved so far, over the network or on the disk. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/** How stores differ, for those who plan what to ask and what to save. */
export interface StoreTraits {
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
   * error there is no file `into`. @throws {StoreError} on anything but a clean miss.
   */
  fetch(keys: KeyChain, into: string, options?: CallOptions): Promise<Fetched>;
  /** Uploads the file `from` under `key`, whole or not at all. @throws {StoreError} */
  put(key: string, from: string, options?: CallOptions): Promise<Stored>;
}

/** The traits of a store that looks in one scope after another and takes what it is given. */
export const plainTraits: StoreTraits = { findsAllInOneLookup: true, maxBytes: undefined };
