/** For `node --import`: adds the address of each module that is loaded to the file that NOTE_MODULES_IN names. */
import { appendFileSync } from "node:fs";
import { registerHooks } from "node:module";

const file = process.env["NOTE_MODULES_IN"] ?? "";

registerHooks({
  load(url, context, next) {
    appendFileSync(file, `${url}\n`);
    return next(url, context);
  },
});
