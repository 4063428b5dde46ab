/** How far some work is. */
export interface Progress {
  /** Bytes, of `total`. */
  readonly done: number;
  readonly total: number;
}

/** Told after every step of some work; the last time with `done` equal to `total`. */
export type OnProgress = (progress: Progress) => void;
