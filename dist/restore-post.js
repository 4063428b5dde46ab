import { f as takeSummary, m as writeSummary, s as openSurroundings, u as runStep } from "./chunk-runner.js";
// src/action/restore-post.ts
await runStep(async () => {
	const summary = takeSummary();
	if (summary !== void 0) await writeSummary(summary, openSurroundings().log);
});
export {};
