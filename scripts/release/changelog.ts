/**
 * The text of a version's section in a changelog that follows https://keepachangelog.com, without its heading;
 * undefined when it has none or an empty one.
 */
export function sectionOf(changelog: string, version: string): string | undefined {
  const sections = changelog.replaceAll("\r\n", "\n").split(/^## /m);
  const found = sections.find((section) => section.startsWith(`[${version}]`));
  return found?.slice(found.indexOf("\n") + 1).trim() || undefined;
}
