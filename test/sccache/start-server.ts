import { startServer } from "../../src/sccache/server/start.ts";

/** Starts a server as a job would, in a process of its own: `sccache`, its directory and the job's folder are given. */
const [sccachePath = "", directory = "", folder = ""] = process.argv.slice(2);
const env = { ...process.env, SCCACHE_DIR: directory, SCCACHE_IDLE_TIMEOUT: "600" };
const started = await startServer({
  sccachePath,
  version: "0.16.0",
  env,
  folder,
});
console.log(JSON.stringify(started));
