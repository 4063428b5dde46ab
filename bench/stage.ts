import { type Corpora, openCorpora } from "./corpus/corpora.ts";
import { openWorkshop, type Workshop } from "./corpus/workshop.ts";
import { buildChild } from "./measure/built.ts";

/** What benchmarks stand on. */
export interface Stage {
  readonly workshop: Workshop;
  readonly corpora: Corpora;
  /** How often to measure what is quick; the middle one counts. */
  readonly times: number;
  readonly quick: boolean;
}

export async function setStage({ quick }: { quick: boolean }): Promise<Stage> {
  const workshop = await openWorkshop();
  await buildChild();
  return { workshop, corpora: openCorpora(workshop, { quick }), times: quick ? 3 : 5, quick };
}
