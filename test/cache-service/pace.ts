import type { Socket } from "node:net";
import { Transform } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

export interface Speed {
  /** Added before every answer. */
  readonly latencyMs?: number;
  /** For all connections together, each direction on its own. */
  readonly bytesPerSecond?: number;
  /** For each connection. */
  readonly bytesPerSecondPerConnection?: number;
}

export interface Pace {
  /** Waits as long as a request travels. */
  travel(): Promise<void>;
  /** A stage that lets bytes through no faster than the line. */
  stage(socket: Socket, direction: "up" | "down"): Transform;
  /** Gives the line another speed, for all connections together. */
  change(bytesPerSecond: number): void;
}

/** A line of limited speed, so that a benchmark on one machine resembles a runner. */
export function createPace({ latencyMs, bytesPerSecond, bytesPerSecondPerConnection }: Speed): Pace {
  let shared = { up: line(bytesPerSecond), down: line(bytesPerSecond) };
  const own = new WeakMap<Socket, ReturnType<typeof line>>();

  return {
    async travel() {
      if (latencyMs !== undefined) await sleep(latencyMs);
    },
    stage(socket, direction) {
      const mine = own.get(socket) ?? line(bytesPerSecondPerConnection);
      own.set(socket, mine);
      return new Transform({
        transform(chunk: Buffer, _encoding, done) {
          const waitMs = Math.max(mine(chunk.length), shared[direction](chunk.length));
          if (waitMs < 5) done(null, chunk);
          else setTimeout(done, waitMs, null, chunk);
        },
      });
    },
    change(speed) {
      shared = { up: line(speed), down: line(speed) };
    },
  };
}

/** A timer is this late at times; what is lost by it may be caught up. */
const slackMs = 50;

/** Says how many milliseconds the next bytes must wait, given all those before them. */
function line(bytesPerSecond: number | undefined): (bytes: number) => number {
  if (bytesPerSecond === undefined) return () => 0;
  let freeAtMs = 0;
  return (bytes) => {
    const nowMs = performance.now();
    freeAtMs = Math.max(freeAtMs, nowMs - slackMs) + (bytes / bytesPerSecond) * 1000;
    return freeAtMs - nowMs;
  };
}
