import type { openPacker, Packer } from "../../bundle/pack.ts";
import type { Deps } from "../deps.ts";
import type { Phases } from "../phases.ts";
import type { fetchHead } from "./fetch-head.ts";

/** `temporary` names a file or folder that is removed when the save ends. */
export type SaveDeps = Deps &
  Pick<Means, "fetchHead"> & {
    readonly packer: Packer;
    readonly phases: Phases;
    readonly temporary: (name: string) => string;
  };

/** What works on the bundles themselves: a simulation of many jobs brings its own. */
export interface Means {
  readonly openPacker: typeof openPacker;
  readonly fetchHead: typeof fetchHead;
}
