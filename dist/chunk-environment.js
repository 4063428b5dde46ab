import { y as textOf } from "./chunk-server.js";
import { a as fingerprint } from "./chunk-native-code.js";
import { n as printEnvironment } from "./chunk-key-variables.js";
import { join } from "node:path";
import { cpus } from "node:os";
// src/flow/job/cpu.ts
/** What tells this machine's CPU from others, for entries that only it can run: eight hex digits of its model. */
function cpuPrint() {
	return fingerprint(cpuModel());
}
/** The CPU's model as the system names it; on ARM, where it does not, what tells models apart in /proc/cpuinfo. */
function cpuModel() {
	const model = cpus()[0]?.model.trim() ?? "";
	if (model !== "" && model !== "unknown") return model;
	const lines = textOf("/proc/cpuinfo")?.match(/^(CPU implementer|CPU part|Features)\s*:.*$/gm) ?? [];
	return [...new Set(lines)].join(" ") || "unknown CPU";
}
// src/flow/job/environment.ts
/** Names and fingerprints of the variables that sccache's keys depend on. */
function environmentOf({ workspace }, { env, home }) {
	return printEnvironment(env, {
		workspace,
		cargoHome: join(home, ".cargo")
	});
}
export { cpuModel as n, cpuPrint as r, environmentOf as t };
