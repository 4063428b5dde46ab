import type { WarningTopic } from "../log.ts";

const pages = "https://github.com/sccache-bundle/sccache-bundle/blob/main";

/** Where docs/faq.md explains a warning, a failure, a cause of misses or an advice: each has an anchor of its name there. */
export function helpUrl(kind: string): string {
  return `${pages}/docs/faq.md#${kind}`;
}

/** Text whose links to pages of the documentation, `[keys](docs/keys.md)`, are addresses: a full stop would count as part of one. */
export function withAddresses(text: string): string {
  return text.replaceAll(/\[[^\]]+\]\((docs\/[^)]+)\)\.?/g, `${pages}/$1`);
}

/** A warning as it is printed, with a link to what docs/faq.md says about its topic. */
export function withHelp(text: string, topic: WarningTopic): string {
  return `${text.replace(/\.$/, "")}. Help: ${helpUrl(topic)}`;
}
