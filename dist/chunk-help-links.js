// src/report/help-links.ts
/** Where docs/faq.md explains a warning, a failure, a cause of misses or an advice: each has an anchor of its name there. */
function helpUrl(kind) {
	return `https://github.com/sccache-bundle/sccache-bundle/blob/main/docs/faq.md#${kind}`;
}
/** A warning as it is printed, with a link to what docs/faq.md says about its topic. */
function withHelp(text, topic) {
	return `${text.replace(/\.$/, "")}. Help: ${helpUrl(topic)}`;
}
export { withHelp as n, helpUrl as t };
