import { type Corpora, openCorpora } from "./corpus/corpora.ts";
import type { Program } from "./corpus/programs.ts";
import { openWorkshop, type Workshop } from "./corpus/workshop.ts";
import { buildChild } from "./measure/built.ts";

/** What the command line chooses beside the benchmarks themselves. */
export interface Options {
  readonly quick: boolean;
  /** What is built. */
  readonly program: Program;
  /** Of whole jobs: so many versions, one after the other, instead of the four usual jobs. */
  readonly versions: number | undefined;
  /** Of whole jobs: the rounds repeat only the job in which nothing has changed. */
  readonly again: boolean;
  /** Of whole jobs. */
  readonly rounds: number;
  /** Megabytes a second. */
  readonly links: readonly number[];
  /** Parts of the names of those to compare; all without it. */
  readonly ways: readonly string[] | undefined;
}

/** What benchmarks stand on. */
export interface Stage {
  readonly workshop: Workshop;
  readonly corpora: Corpora;
  readonly options: Options;
  /** How often to measure what is quick; the middle one counts. */
  readonly times: number;
}

export async function setStage(options: Options): Promise<Stage> {
  const workshop = await openWorkshop();
  await buildChild();
  return { workshop, corpora: openCorpora(workshop, options), options, times: options.quick ? 3 : 5 };
}
