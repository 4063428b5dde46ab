// src/config/config.ts
/** Bad configuration: it ends the step before any work, with every problem listed. */
var ConfigError = class extends Error {
	name = "ConfigError";
	problems;
	constructor(problems) {
		super(describe(problems));
		this.problems = problems;
	}
};
function describe(problems) {
	const lines = problems.map(({ name, value, why }) => value === "" ? `${name} ${why}` : `${name}: ${JSON.stringify(withoutCredentials(value))} ${why}`);
	return [`${problems.length === 1 ? "Invalid input" : `${problems.length} invalid inputs`}:`, ...lines.map((line) => `  ${line}`)].join("\n");
}
/** The text without what a user may have put into an address, though it is refused there. */
function withoutCredentials(text) {
	return text.replace(/:\/\/[^\s/,]*@/g, "://…@").replace(/([?&;][\w-]*(?:key|token|secret|sig|sas|password)[\w-]*=)[^\s&;,]*/gi, "$1…");
}
export { ConfigError as t };
