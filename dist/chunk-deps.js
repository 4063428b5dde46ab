import { n as SccacheUnavailable, o as openListings, r as openSccache, s as openStore, t as findSccache$1 } from "./chunk-install.js";
import { t as openZstd } from "./chunk-open.js";
import { n as cacheFolder } from "./chunk-state.js";
import { n as terminalLog } from "./chunk-terminal.js";
import { availableParallelism } from "node:os";
// src/cli/deps.ts
/** Everything that the use cases need here. */
function openDeps(terminal, { config, sccachePath, tempDirectory }) {
	const { env } = terminal;
	const log = terminalLog(terminal);
	const { zstd, fallbackReason } = openZstd();
	if (fallbackReason) log.notice(`Packing will be slower: ${fallbackReason}`);
	return {
		log,
		store: openStore(config.store, {
			log,
			env
		}),
		zstd,
		...listings(config, terminal),
		threads: config.threads ?? availableParallelism(),
		now: Date.now,
		tempDirectory,
		sccache: sccachePath === void 0 ? void 0 : openSccache({
			path: sccachePath,
			env
		})
	};
}
/** The listing of the configured store, where it has one. */
function openCatalogOf(config, terminal) {
	return listings(config, terminal).catalog;
}
function listings({ store }, terminal) {
	const { env } = terminal;
	return openListings(store, {
		token: env["GITHUB_TOKEN"],
		env,
		log: terminalLog(terminal)
	});
}
/** The sccache of the job, or why there is none. */
async function findSccache(config, terminal) {
	const { platform, arch } = process;
	const machine = {
		platform,
		arch,
		env: terminal.env,
		toolsFolder: cacheFolder(terminal.env)
	};
	const wanted = {
		policy: config.sccache,
		version: config.sccacheVersion,
		sha256: config.sccacheSha256,
		mirror: config.sccacheMirror
	};
	try {
		return await findSccache$1(wanted, {
			machine,
			log: terminalLog(terminal)
		});
	} catch (error) {
		if (error instanceof SccacheUnavailable) return { why: error.message };
		throw error;
	}
}
export { openCatalogOf as n, openDeps as r, findSccache as t };
