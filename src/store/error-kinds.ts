import { StoreError, type StoreErrorReason } from "./store-error.ts";

/** What a status, a code or an error of a service comes to, and what it means in words. */
export interface ErrorKind {
  readonly reason: StoreErrorReason;
  readonly retryable: boolean;
  readonly text: string;
}

/** What is wrong when a service over HTTP answers with this status, which is not one of success. */
export function kindOfStatus(status: number): ErrorKind {
  if (status === 429) return { reason: "unavailable", retryable: true, text: "it throttles us (429)" };
  if (status === 408 || status >= 500) {
    return { reason: "unavailable", retryable: status !== 501, text: `it answered ${status}` };
  }
  if (status === 401 || status === 403) {
    const text = `it answered ${status}: check what the credentials may do`;
    return { reason: "denied", retryable: false, text };
  }
  if (status === 413 || status === 402) {
    const text = `it has no space left, or the bundle is too large for it (${status})`;
    return { reason: "full", retryable: false, text };
  }
  return { reason: "unavailable", retryable: false, text: `it answered ${status}` };
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
  if (networkCodes.has(code)) return code;
  if (error.name === "TimeoutError") return "ETIMEDOUT";
  return networkCodeOf(error instanceof AggregateError ? error.errors[0] : error.cause);
}

/** Whether it is the network's fault, or the other side's that hung up. */
export function isNetworkError(error: unknown): boolean {
  return networkCodeOf(error) !== undefined;
}

/** What is wrong when the network gave this code. */
export function kindOfNetwork(code: string): ErrorKind {
  const isName = code === "ENOTFOUND" || code === "EAI_AGAIN";
  const text = isName
    ? `its host is not known (${code}): check its address`
    : code === "ERR_PROXY_TUNNEL"
      ? "the proxy refuses the connection: check HTTPS_PROXY and NO_PROXY"
      : `it cannot be reached (${code})`;
  return { reason: "unavailable", retryable: true, text };
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
