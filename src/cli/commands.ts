import type { Listed } from "./command.ts";

/** All commands, in the order of their use. Their code is loaded when they are called. */
export const commands: readonly Listed[] = [
  {
    name: "restore",
    about: "before a build: bring sccache's directory to where the best bundle left it",
    load: async () => (await import("./commands/restore.ts")).restore,
  },
  {
    name: "env",
    about: `after a restore: print what the build's environment needs, for eval "$(sccache-bundle env)"`,
    load: async () => (await import("./commands/env.ts")).env,
  },
  {
    name: "save",
    about: "after a build: save what it left in sccache's directory, if anything is new",
    load: async () => (await import("./commands/save.ts")).save,
  },
  {
    name: "pack",
    about: "make a bundle of all entries in an sccache directory",
    load: async () => (await import("./commands/pack.ts")).pack,
  },
  {
    name: "unpack",
    about: "unpack a bundle; entries that the directory has already stay as they are",
    load: async () => (await import("./commands/unpack.ts")).unpack,
  },
  {
    name: "inspect",
    about: "list what a bundle holds: entries by crate, sizes, segments",
    load: async () => (await import("./commands/inspect.ts")).inspect,
  },
  {
    name: "watch",
    about: "beside an sccache that stays: publish a fresh bundle whenever the machine has been quiet",
    load: async () => (await import("./commands/watch.ts")).watch,
  },
  {
    name: "merge",
    about: "unite bundles into one: the FILEs, or without any the newest of each leg of a job's matrix",
    load: async () => (await import("./commands/merge.ts")).merge,
  },
  {
    name: "plan",
    about: "show what budgets would keep of a bundle, to choose max-size by looking",
    load: async () => (await import("./commands/plan.ts")).plan,
  },
  {
    name: "prune",
    about: "delete bundles of the store that newer ones supersede; a dry run unless --apply",
    load: async () => (await import("./commands/prune.ts")).prune,
  },
  {
    name: "explain",
    about: "after a build: say why compilations missed, and what to do about it",
    load: async () => (await import("./commands/explain.ts")).explain,
  },
  {
    name: "doctor",
    about: "before a build: check the set-up, line by line, with the fix for what is wrong",
    load: async () => (await import("./commands/doctor.ts")).doctor,
  },
  {
    name: "verify",
    about: "check every byte of a bundle, and name the entries that are damaged",
    load: async () => (await import("./commands/verify.ts")).verify,
  },
];
