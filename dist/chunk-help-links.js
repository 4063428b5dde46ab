// src/report/help-links.ts
const pages = "https://github.com/sccache-bundle/sccache-bundle/blob/main";
/** Where docs/faq.md explains a warning, a failure, a cause of misses or an advice: each has an anchor of its name there. */
function helpUrl(kind) {
	return `${pages}/docs/faq.md#${kind}`;
}
/** Text whose links to pages of the documentation, `[keys](docs/keys.md)`, are addresses: a full stop would count as part of one. */
function withAddresses(text) {
	return text.replaceAll(/\[[^\]]+\]\((docs\/[^)]+)\)\.?/g, `${pages}/$1`);
}
/** A warning as it is printed, with a link to what docs/faq.md says about its topic. */
function withHelp(text, topic) {
	return `${text.replace(/\.$/, "")}. Help: ${helpUrl(topic)}`;
}
export { withAddresses as n, withHelp as r, helpUrl as t };
