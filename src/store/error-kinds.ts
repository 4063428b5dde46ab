import { certificateTextOf } from "./certificates.ts";
import { StoreError, type StoreErrorReason } from "./store.ts";

/**
 * What a store holds under `key` is not what was saved: the next try finds the same. It is for the flow to go on as with any
 * damaged bundle, and every store is to say it so, since what is only an outage keeps its bundle for ever.
 */
export class DamagedBundleError extends StoreError {
  override readonly key: string;
  /**
   * Whether nobody else can read it either. Otherwise the fault may be this machine's, or another level may hold a sound one:
   * then it must not be deleted.
   */
  readonly isCertain: boolean;

  constructor(
    message: string,
    options: { readonly key: string; readonly isCertain: boolean; readonly cause?: unknown },
  ) {
    super(message, { reason: "damaged", key: options.key, cause: options.cause });
    this.key = options.key;
    this.isCertain = options.isCertain;
  }

  /** The same, for those who know the bundle by this key. */
  withKey(key: string): DamagedBundleError {
    return new DamagedBundleError(this.message, { key, isCertain: this.isCertain, cause: this.cause });
  }
}

/** What a status, a code or an error of a service comes to, and what it means in words. */
export interface ErrorKind {
  readonly reason: StoreErrorReason;
  readonly retryable: boolean;
  readonly text: string;
}

/** Each with what to say of it. */
export const absent = (text: string): ErrorKind => ({ reason: "absent", retryable: false, text });
export const denied = (text: string): ErrorKind => ({ reason: "denied", retryable: false, text });
export const full = (text: string): ErrorKind => ({ reason: "full", retryable: false, text });
export const unavailable = (text: string, retryable = true): ErrorKind => ({
  reason: "unavailable",
  retryable,
  text,
});
export const broken = (text: string, retryable = true): ErrorKind => ({ reason: "broken", retryable, text });

export const tooLarge = full("the bundle is larger than the service takes");
/** Something else answered, such as a gateway, or a service that has its own idea of the protocol. */
export const notUnderstood = unavailable("its answer was not understood: check its address", false);
export const replaced = broken("the bundle was replaced or removed while it was read");

/** The error of this kind; `label` names the store. */
export function errorOfKind(label: string, { text, ...traits }: ErrorKind, cause?: unknown): StoreError {
  return new StoreError(`${label}: ${text}`, { ...traits, cause });
}

const proxyRefuses = "the proxy refuses the connection: check HTTPS_PROXY and NO_PROXY";

/** What is wrong when a service over HTTP answers with this status, in which its client saw an error; `name` is what it calls it. */
export function kindOfStatus(status: number, name?: string): ErrorKind {
  if (status >= 200 && status < 300) return notUnderstood;
  if (status === 429) return unavailable("it throttles us (429)");
  if (status === 407) return unavailable(`${proxyRefuses} (407)`, false);
  if (status === 401 || status === 403) {
    return denied(`it answered ${status}: check what the credentials may do`);
  }
  if (status === 413 || status === 402) {
    return full(`it has no space left, or the bundle is too large for it (${status})`);
  }
  const named = name !== undefined && /^[A-Z][A-Za-z]{2,60}$/.test(name) && !/^Unknown|Error$/.test(name);
  const text = `it answered ${status}${named ? ` (${name})` : ""}`;
  return unavailable(text, status === 408 || (status >= 500 && status !== 501));
}

const networkCodes: ReadonlySet<string> = new Set([
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "EPROTO",
  "ETIMEDOUT",
  "ERR_STREAM_PREMATURE_CLOSE",
  "ERR_PROXY_TUNNEL",
]);

/** The code of an error of the network, wherever in its causes it is; undefined for any other error. */
export function networkCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error ? String(error.code) : "";
  if (networkCodes.has(code) || certificateTextOf(code) !== undefined) return code;
  if (error.name === "TimeoutError") return "ETIMEDOUT";
  return networkCodeOf(error instanceof AggregateError ? error.errors[0] : error.cause);
}

/** What is wrong when the network gave this code. */
export function kindOfNetwork(code: string): ErrorKind {
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return unavailable(`its host is not known (${code}): check its address`);
  }
  const certificateText = certificateTextOf(code);
  if (certificateText !== undefined) return unavailable(`${certificateText} (${code})`, false);
  return unavailable(code === "ERR_PROXY_TUNNEL" ? proxyRefuses : `it cannot be reached (${code})`);
}

/**
 * What an error of a client comes to: by what the service calls it, else by the network or the status. Undefined for any other
 * error.
 */
export function kindOfError(
  error: unknown,
  kinds: Readonly<Record<string, ErrorKind>>,
  { code, status }: { readonly code: string | undefined; readonly status: number | undefined },
): ErrorKind | undefined {
  if (code !== undefined && Object.hasOwn(kinds, code)) return kinds[code];
  if (status === 412) return replaced;
  const network = networkCodeOf(error);
  if (network !== undefined) return kindOfNetwork(network);
  return status === undefined ? undefined : kindOfStatus(status, code);
}

const diskReasons: Readonly<Record<string, StoreErrorReason>> = {
  ENOSPC: "full",
  EDQUOT: "full",
  EFBIG: "full",
  EACCES: "denied",
  EPERM: "denied",
  EROFS: "denied",
};

/** What ends by itself: a server that restarts, a file that somebody holds for a moment. */
const transientCodes: ReadonlySet<string> = new Set([
  "EAGAIN",
  "EBUSY",
  "EMFILE",
  "ENFILE",
  "ESTALE",
  "ETIMEDOUT",
]);

/** What comes of `work`; an error of the file system is thrown as a StoreError, any other as it is. `label` names the store. */
export async function orDiskError<T>(label: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw diskError(label, error);
  }
}

/** The StoreError for an error of the file system; any other error, a bug, as it is. `label` names the store. */
export function diskError(label: string, error: unknown): unknown {
  if (error instanceof StoreError || !(error instanceof Error) || !("code" in error)) return error;
  const code = String(error.code);
  return new StoreError(`${label}: ${error.message}`, {
    reason: diskReasons[code] ?? "unavailable",
    retryable: transientCodes.has(code),
    cause: error,
  });
}
