/** The text without what would let a reader in: queries of URLs (signed ones), tokens, signatures. */
export function scrub(text: string): string {
  return text
    .replace(/(https?:\/\/[^\s?"'#]+)[?#][^\s"']*/g, "$1?…")
    .replace(/\beyJ[\w-]+(?:\.[\w-]+)*/g, "…")
    .replace(/\bsig=[^&\s"']+/g, "sig=…");
}
