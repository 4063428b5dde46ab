import type { Log } from "../../src/log.ts";

/** Says nothing. */
export const quietLog: Log = { debug() {}, info() {}, notice() {}, warning() {} };
