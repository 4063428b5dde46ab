import { bevy } from "./bevy.ts";
import { keys } from "./keys.ts";
import { link } from "./link.ts";
import { many } from "./many.ts";
import { memory } from "./memory.ts";
import { overlay } from "./overlay.ts";
import { pack } from "./pack.ts";
import { pullRequest } from "./pull-request.ts";
import { quota } from "./quota.ts";
import { reuse } from "./reuse.ts";
import type { Benchmark } from "./row.ts";
import { size } from "./size.ts";
import { unpack } from "./unpack.ts";
import { wholeJob } from "./whole-job.ts";

/** All benchmarks, in the order of the table. */
export const benchmarks: readonly Benchmark[] = [
  size,
  pack,
  unpack,
  memory,
  many,
  link,
  overlay,
  pullRequest,
  keys,
  reuse,
  quota,
  wholeJob,
  bevy,
];
