import type * as Core from "@actions/core";
import type { Log } from "../log.ts";

/** The step's log, with notices and warnings that also show at the head of the run. */
export function actionLog(core: Pick<typeof Core, "debug" | "info" | "notice" | "warning">): Log {
  return {
    debug: (message) => core.debug(message),
    info: (message) => core.info(message),
    notice: (message) => core.notice(message, { title: "sccache-bundle" }),
    warning: (message) => core.warning(message, { title: "sccache-bundle" }),
  };
}
