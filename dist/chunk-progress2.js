import { t as showProgressOn } from "./chunk-progress.js";
// src/cli/terminal/progress.ts
/** Shows waits: as a bar that moves on a terminal, elsewhere as lines. */
function progressOn({ show, say }) {
	return showProgressOn({
		show,
		say,
		clock: () => performance.now()
	});
}
export { progressOn as t };
