/** How a job can have gone, in GitHub's words. */
export const jobStatuses = ["success", "failure", "cancelled"] as const;

/** How the job went so far, as its CI says; undefined where it does not say. */
export type JobStatus = (typeof jobStatuses)[number] | undefined;

/** The status that `text` names; undefined for any other text. */
export function parseJobStatus(text: string): JobStatus {
  return jobStatuses.find((status) => status === text);
}
