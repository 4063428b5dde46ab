import { t as core_exports } from "./chunk-core.js";
import { s as writeSummary } from "./chunk-publish.js";
import { c as surroundingsOf, s as runStep, u as takeSummary } from "./chunk-runner.js";
// src/action/restore-post.ts
await runStep(core_exports, async () => {
	const summary = takeSummary(core_exports);
	if (summary !== void 0) await writeSummary(core_exports, summary, surroundingsOf(core_exports, process.env).log);
});
export {};
