/** Where the product speaks while it works. The runner, a terminal and the tests each bring their own. */
export interface Log {
  /** Only shown when somebody debugs. */
  debug(message: string): void;
  info(message: string): void;
  /** Something the user may want to change, though nothing is wrong. */
  notice(message: string): void;
  /** Something went wrong and the build goes on without it. One line, with what to do. */
  warning(message: string): void;
}
