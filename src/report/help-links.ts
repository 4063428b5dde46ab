import type { WarningTopic } from "../log.ts";

/** Where docs/faq.md explains a warning, a failure, a cause of misses or an advice: each has an anchor of its name there. */
export function helpUrl(kind: string): string {
  return `https://github.com/sccache-bundle/sccache-bundle/blob/main/docs/faq.md#${kind}`;
}

/** A warning as it is printed, with a link to what docs/faq.md says about its topic. */
export function withHelp(text: string, topic: WarningTopic): string {
  return `${text.replace(/\.$/, "")}. Help: ${helpUrl(topic)}`;
}
