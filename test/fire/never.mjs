// Loaded before the built program's own code: every file that it opens takes for ever.
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

for (const name of ["stat", "access", "open", "readFile", "readdir", "realpath"]) {
  fs[name] = () => new Promise(() => {});
}
syncBuiltinESMExports();
