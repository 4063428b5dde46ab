/** When a campaign ends before all is done: after a time, or when somebody asks for its figures with SIGINT or SIGTERM. */
export interface Until {
  isOver(): boolean;
}

/** A signal ends what is under way as well as it can, and the figures so far are printed. */
export function untilSignalled(): Until {
  let over = false;
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => {
      over = true;
    });
  }
  return { isOver: () => over };
}

/** The time runs from the first question on, which is when all is ready: so something is always done. */
export function untilAfter(ms: number): Until {
  let end: number | undefined;
  return {
    isOver() {
      end ??= performance.now() + ms;
      return performance.now() > end;
    },
  };
}
