// src/job-status.ts
/** How a job can have gone, in GitHub's words. */
const jobStatuses = [
	"success",
	"failure",
	"cancelled"
];
/** The status that `text` names; undefined for any other text. */
function parseJobStatus(text) {
	return jobStatuses.find((status) => status === text);
}
export { parseJobStatus as n, jobStatuses as t };
