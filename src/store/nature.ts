import type { StoreTrouble } from "./store-error.ts";

/** What kind of trouble an answer is, and what it means in words. */
export interface Nature {
  readonly reason: StoreTrouble;
  readonly retryable: boolean;
  readonly text: string;
}

/** What is wrong when a service over HTTP answers with this status, which is not one of success. */
export function natureOfStatus(status: number): Nature {
  if (status === 429) return { reason: "unavailable", retryable: true, text: "it throttles us (429)" };
  if (status === 408 || status >= 500) {
    return { reason: "unavailable", retryable: status !== 501, text: `it answered ${status}` };
  }
  if (status === 401 || status === 403) {
    return {
      reason: "denied",
      retryable: false,
      text: `it answered ${status}: see what the credentials may do`,
    };
  }
  if (status === 413 || status === 402) {
    return { reason: "full", retryable: false, text: `it takes no more, or nothing as large (${status})` };
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
  "UND_ERR_SOCKET",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_RES_CONTENT_LENGTH_MISMATCH",
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
export function natureOfNetwork(code: string): Nature {
  const text =
    code === "ENOTFOUND" || code === "EAI_AGAIN"
      ? `there is no such host (${code}): see its address`
      : `it cannot be reached (${code})`;
  return { reason: "unavailable", retryable: true, text };
}
