import { mainRef, type Push, type PushedJob } from "./life.ts";
import type { Repository } from "./repository.ts";
import type { Entry } from "./workload.ts";

/** What a job of a push asks the repository, before its build and after it. */
export interface Way {
  readonly title: string;
  /** Fetches what there is, and returns what to do after the build. */
  begin(push: Push, job: PushedJob, repository: Repository): Promise<Begun>;
  /** Whether a job to come would restore what has this key, as things are. */
  needs?(key: string): boolean;
}

export interface Begun {
  /** Entries that the build finds, of those that it asks for. */
  readonly hits: number;
  readonly bytesDown: number;
  /** Saves what is to be saved; returns the bytes that went up. */
  end(): Promise<number>;
}

export const refsOf = ({ ref }: Push) => [...new Set([ref, mainRef])];

/** Each compilation is an entry of the repository's cache. Several jobs ask for the same ones. */
export function ghaBackend(): Way {
  return {
    title: "sccache's GHA backend",
    async begin(push, { run }, repository) {
      const missing: Entry[] = [];
      let bytesDown = 0;
      for (const entry of run.used) {
        const found = await repository.find(refsOf(push), `sccache-${entry.name}.`);
        if (found) bytesDown += entry.stored;
        else missing.push(entry);
      }
      return {
        hits: run.used.length - missing.length,
        bytesDown,
        async end() {
          let bytes = 0;
          for (const entry of missing) {
            if (await repository.save(push.ref, `sccache-${entry.name}.`, entry.stored))
              bytes += entry.stored;
          }
          return bytes;
        },
      };
    },
  };
}

/**
 * The directory as it is under a key that no run has had, saved by every run: actions/cache with the run's id in the key,
 * or, with its own limit on the directory, ccache-action with a time.
 */
export function wholeDirectory(title: string, directoryLimitBytes: number): Way {
  /** What each saved directory holds, the least recently used first. */
  const saved = new Map<string, readonly Entry[]>();
  return {
    title,
    async begin(push, { run, system, leg }, repository) {
      const family = `${system}-${leg}-`;
      const key = `${family}${push.number}`;
      const found = await repository.find(refsOf(push), key, [family]);
      const restored = (found && saved.get(found)) || [];
      const directory = new Map(restored.map((entry) => [entry.name, entry]));
      const hits = run.used.filter(({ name }) => directory.has(name)).length;
      return {
        hits,
        bytesDown: storedBytes(restored),
        async end() {
          for (const entry of run.used) {
            directory.delete(entry.name);
            directory.set(entry.name, entry);
          }
          const entries = withinLimit([...directory.values()], directoryLimitBytes);
          const bytes = storedBytes(entries);
          saved.set(key, entries);
          return (await repository.save(push.ref, key, bytes)) ? bytes : 0;
        },
      };
    },
  };
}

/** sccache's own limit: the least recently used go. */
function withinLimit(entries: readonly Entry[], limitBytes: number): readonly Entry[] {
  let bytes = storedBytes(entries);
  let first = 0;
  while (bytes > limitBytes) {
    bytes -= entries[first]?.stored ?? bytes;
    first += 1;
  }
  return entries.slice(first);
}

export function storedBytes(entries: Iterable<Entry>): number {
  let sum = 0;
  for (const { stored } of entries) sum += stored;
  return sum;
}

/** No compilations are kept: what rust-cache does to itself. */
export function nothing(): Way {
  return {
    title: "no sccache",
    begin: async () => ({ hits: 0, bytesDown: 0, end: async () => 0 }),
  };
}
