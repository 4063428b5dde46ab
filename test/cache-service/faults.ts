import type { Call } from "./journal.ts";

/** How one kind of call goes wrong. `status` alone answers with it and does nothing else. */
export interface Fault {
  readonly call: Call | "any";
  /** So many calls of this kind pass before it strikes. */
  readonly after?: number;
  /** Answer with this status instead of doing the work. */
  readonly status?: number;
  /** How often; without it until `heal()`. */
  readonly times?: number;
  /** Cut the connection: before the work, or after it with `late`. */
  readonly reset?: boolean;
  /** With `reset` or `status`: the work is done and only its answer is lost. */
  readonly late?: boolean;
  /** Cut the connection after so many bytes of a blob. */
  readonly cutAfterBytes?: number;
  /** Flip bits of a blob on its way down. */
  readonly corrupt?: boolean;
  /** Let the bytes of a blob through no faster than this. */
  readonly bytesPerSecond?: number;
  /** Wait so long before anything else. */
  readonly delayMs?: number;
  /** Never answer. */
  readonly hang?: boolean;
}

export interface Faults {
  add(fault: Fault): void;
  /** The fault that strikes this call, if any; the oldest first. */
  strike(call: Call): Fault | undefined;
  clear(): void;
}

/** The faults that wait for their calls. */
export function createFaults(): Faults {
  let waiting: { readonly fault: Fault; left: number; toPass: number }[] = [];
  return {
    add: (fault) =>
      waiting.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY, toPass: fault.after ?? 0 }),
    strike(call) {
      const meant = waiting.filter(({ fault }) => fault.call === call || fault.call === "any");
      const struck = meant.find(({ toPass }) => toPass === 0);
      for (const one of meant) one.toPass = Math.max(0, one.toPass - 1);
      if (struck === undefined) return undefined;
      struck.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return struck.fault;
    },
    clear() {
      waiting = [];
    },
  };
}
