import { t as creator } from "./chunk-version.js";
import { n as withoutPast } from "./chunk-manifest.js";
// src/bundle/pack-request.ts
/** What a request says of a directory that no job has left: each entry was used once, when its file was last touched. */
function packedByHand(scanned, created) {
	return {
		entries: scanned.map(({ name, mtimeMs }) => ({
			name,
			lastUse: mtimeMs / 1e3,
			runs: 1
		})),
		known: /* @__PURE__ */ new Map(),
		about: {
			creator,
			created,
			sccacheVersion: null,
			toolchain: null,
			base: null,
			ref: null,
			...withoutPast,
			environment: {}
		}
	};
}
export { packedByHand as t };
