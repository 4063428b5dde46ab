// src/report/explain/reason.ts
function reason(name, detail, remedy = null) {
	return {
		class: name,
		detail,
		remedy
	};
}
/** Enough of an entry's name to know it again. */
function shortName(entry) {
	return entry.slice(entry.lastIndexOf("/") + 1).slice(0, 16);
}
/** Whether both runs tell where the checkout is, and it is at another path. */
function isElsewhere({ past, now }) {
	const [before, here] = [past, now].map(({ environment }) => environment?.["PWD"]);
	return before !== void 0 && here !== void 0 && before !== here;
}
/** What to do about another compiler. */
function remedyOfUpdate(pin) {
	return `Nothing to do after an update. To update when you choose, pin the version ${pin}.`;
}
export { shortName as i, reason as n, remedyOfUpdate as r, isElsewhere as t };
