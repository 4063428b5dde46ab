// src/budget/age.ts
/** How many complete runs of the family have ended since one used the entry. */
function ageOf(lastRun, clock) {
	return Math.max(0, clock - lastRun);
}
export { ageOf as t };
