import { formatSize } from "../size.ts";
import { duration } from "./words.ts";

/** How far some work is, in bytes; `total` is undefined where nobody knows it. */
interface Progress {
  readonly done: number;
  readonly total: number | undefined;
}

/** Called after every step of some work. */
export type Advance = (progress: Progress) => void;

/** Shows one wait for as long as it lasts. */
interface Meter {
  readonly onProgress: Advance;
  /** Call it whatever came of the work. */
  readonly end: () => void;
}

/** Begins to show a wait of this name. */
export type ShowProgress = (what: string) => Meter;

/** Where waits are shown. */
interface ProgressOutput {
  /** Prints one more line. */
  readonly say: (line: string) => void;
  /** Shows a line in place of what was shown so before; undefined where that cannot be. */
  readonly show: ((line: string) => void) | undefined;
}

/** A shorter wait is not worth a word. */
const patienceMs = 1_000;
/** Between lines in a log. */
const lineMs = 10_000;

/**
 * `12.0 MB of 48.0 MB (25 %), 3.00 MB/s, 12 s left`, or as much of it as is known. At the end of the work without what
 * is left.
 */
export function progressText({ done, total }: Progress, seconds: number): string {
  if (done <= 0) return `${duration(seconds)} so far`;
  const rate = done / Math.max(seconds, 0.001);
  const speed = `${formatSize(rate)}/s`;
  if (!total) return `${formatSize(done)}, ${speed}`;
  const share = Math.min(1, done / total);
  return [
    `${formatSize(done)} of ${formatSize(total)} (${Math.floor(share * 100)} %)`,
    speed,
    ...(share === 1 ? [] : [`${duration((total - done) / rate)} left`]),
  ].join(", ");
}

const cells = 30;

/** `Pack [####----] `, with as many of the cells as are done; without a bar where nobody knows how much there is. */
function progressTitle(what: string, { done, total }: Progress): string {
  if (!total) return what;
  const full = Math.floor(Math.min(1, done / total) * cells);
  return `${what} [${"#".repeat(full)}${"-".repeat(cells - full)}]`;
}

/**
 * Shows waits: on a terminal as a bar that moves, after a second; elsewhere as a line every ten seconds, so that a log says
 * that something happens. A process that has nothing else to do ends all the same.
 */
export function showProgressOn({ say, show }: ProgressOutput): ShowProgress {
  return (what) => {
    const beganMs = performance.now();
    let latest: Progress = { done: 0, total: undefined };
    let saidMs = beganMs;
    let isShown = false;
    const tick = () => {
      const nowMs = performance.now();
      const text = progressText(latest, (nowMs - beganMs) / 1000);
      if (show && nowMs - beganMs >= patienceMs) {
        show(`${progressTitle(what, latest)} ${text}`);
        isShown = true;
      }
      if (!show && nowMs - saidMs >= lineMs) {
        say(`${what}: ${text}`);
        saidMs = nowMs;
      }
    };
    const timer = setInterval(tick, show ? 200 : patienceMs).unref();
    return {
      onProgress: (progress) => {
        latest = progress;
      },
      end: () => {
        clearInterval(timer);
        if (isShown) show?.("");
      },
    };
  };
}
