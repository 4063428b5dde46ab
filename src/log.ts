/** What a warning is about: docs/faq.md has an anchor for each, to which the message links. */
export const warningTopics = [
  "backend",
  "bug",
  "cache-size",
  "cannot-list",
  "compiler-refused",
  "damaged",
  "denied",
  "download",
  "file-system",
  "lookup",
  "newer-format",
  "no-memory",
  "no-restore",
  "no-room",
  "no-sccache",
  "no-store",
  "not-signed",
  "server",
  "too-small",
  "upload",
  "watch",
  "wrapper",
] as const;

export type WarningTopic = (typeof warningTopics)[number];

/** One line without a full stop, with what to do. */
export interface Warning {
  readonly text: string;
  readonly topic: WarningTopic;
}

/** Where the product speaks while it works. The runner, a terminal and the tests each bring their own. */
export interface Log {
  /** Only shown when somebody debugs. */
  debug(message: string): void;
  info(message: string): void;
  /** Something the user may want to change, though nothing is wrong. */
  notice(message: string): void;
  /** Something went wrong and the build goes on without it. One line, with what to do; a link to its topic is added. */
  warning(message: string, topic: WarningTopic): void;
}
