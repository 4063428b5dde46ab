// src/key/placeholders.ts
/** What a custom key may be made of, and what each stands for. */
const placeholders = {
	name: "the input name",
	os: "the operating system",
	arch: "the architecture",
	toolchain: "the compilers' versions",
	lockfiles: "a hash of the lockfiles",
	ref: "the git ref",
	sha: "the commit",
	run: "the number of the workflow run",
	date: "the UTC date",
	job: "the job's id",
	matrix: "the matrix leg"
};
/** The names between braces in `template` that are no placeholder's, each once. */
function unknownPlaceholders(template) {
	const names = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
	return [...new Set(names.filter((name) => !(name in placeholders)))];
}
/** `template` with each placeholder replaced by its value. */
function fillPlaceholders(template, values) {
	return template.replace(/\{([^{}]*)\}/g, (whole, name) => name in placeholders ? values[name] : whole);
}
export { placeholders as n, unknownPlaceholders as r, fillPlaceholders as t };
