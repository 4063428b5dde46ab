import type { Listed } from "./command.ts";

/** All commands, by group, in the order of their use. Their code is loaded when they are called. */
export const commands: readonly Listed[] = [
  {
    name: "restore",
    group: "In a job",
    about: "Before a build: restore sccache's directory from the best matching bundle.",
    examples: [
      "sccache-bundle restore --store local:/srv/bundles",
      "sccache-bundle restore --store s3://my-bucket/sccache --key-prefix nightly",
    ],
    load: async () => (await import("./commands/restore.ts")).restore,
  },
  {
    name: "env",
    group: "In a job",
    about: "After a restore: print the variables that the build needs.",
    examples: ['eval "$(sccache-bundle env)"', "sccache-bundle env --format powershell | Invoke-Expression"],
    load: async () => (await import("./commands/restore.ts")).env,
  },
  {
    name: "save",
    group: "In a job",
    about:
      "After a build: save a new bundle, if enough is new. Settings of the restore apply unless given here.",
    examples: ["sccache-bundle save", "sccache-bundle save --save default-branch --json"],
    load: async () => (await import("./commands/save.ts")).save,
  },
  {
    name: "explain",
    group: "In a job",
    about: "After a build: say why compilations missed, and what to do about it.",
    examples: ["sccache-bundle explain", "sccache-bundle explain report.json"],
    load: async () => (await import("./commands/explain.ts")).explain,
  },
  {
    name: "doctor",
    group: "In a job",
    about: "Before a build: check the set-up, line by line, with the fix for what is wrong.",
    examples: ["sccache-bundle doctor --store local:/srv/bundles"],
    load: async () => (await import("./commands/doctor.ts")).doctor,
  },
  {
    name: "watch",
    group: "In a job",
    about: "On a machine that keeps its sccache directory: publish a bundle of it whenever it has been idle.",
    examples: ["sccache-bundle watch --store s3://my-bucket/sccache --shared-key all --max-size 1G"],
    load: async () => (await import("./commands/watch.ts")).watch,
  },
  {
    name: "pack",
    group: "Bundles",
    about: "Make a bundle of all entries in an sccache directory.",
    examples: ["sccache-bundle pack ~/.cache/sccache -o bundle.tar.zst"],
    load: async () => (await import("./commands/pack.ts")).pack,
  },
  {
    name: "unpack",
    group: "Bundles",
    about: "Unpack a bundle into a directory. Entries that are there already are kept.",
    examples: ["sccache-bundle unpack bundle.tar.zst ~/.cache/sccache"],
    load: async () => (await import("./commands/pack.ts")).unpack,
  },
  {
    name: "inspect",
    group: "Bundles",
    about: "List what a bundle holds: entries by crate, sizes, segments.",
    examples: ["sccache-bundle inspect bundle.tar.zst"],
    load: async () => (await import("./commands/inspect.ts")).inspect,
  },
  {
    name: "verify",
    group: "Bundles",
    about: "Check every byte of a bundle, and name the entries that are damaged.",
    examples: ["sccache-bundle verify bundle.tar.zst"],
    load: async () => (await import("./commands/pack.ts")).verify,
  },
  {
    name: "merge",
    group: "Bundles",
    about:
      "Unite bundles into one: the FILEs, or without any the newest of each matrix job of a job in the store.",
    examples: [
      "sccache-bundle merge one.tar.zst other.tar.zst -o both.tar.zst",
      "sccache-bundle merge --store s3://my-bucket/sccache --job build",
    ],
    load: async () => (await import("./commands/merge.ts")).merge,
  },
  {
    name: "plan",
    group: "Bundles",
    about: "Show what size limits would keep of a bundle, to choose max-size.",
    examples: ["sccache-bundle plan bundle.tar.zst --max-size 200M"],
    load: async () => (await import("./commands/inspect.ts")).plan,
  },
  {
    name: "prune",
    group: "Stores",
    about: "List the bundles that newer ones supersede, and with --apply delete them.",
    examples: [
      "sccache-bundle prune --store local:/srv/bundles",
      "sccache-bundle prune --ref refs/pull/7/merge --all --apply",
    ],
    load: async () => (await import("./commands/prune.ts")).prune,
  },
  {
    name: "completion",
    group: "Set-up",
    about: "Print a completion script for bash, zsh, fish or powershell.",
    examples: ["source <(sccache-bundle completion bash)", "sccache-bundle completion fish | source"],
    load: async () => (await import("./commands/set-up.ts")).completionOf(commands),
  },
  {
    name: "man",
    group: "Set-up",
    about: "Print the manual page.",
    examples: ["sccache-bundle man | man -l -"],
    load: async () => (await import("./commands/set-up.ts")).manualOf(commands),
  },
];
