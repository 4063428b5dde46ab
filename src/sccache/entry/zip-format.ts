/** Sizes and marks of the parts of a zip archive. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export const endBytes = 22;
export const localBytes = 30;
export const centralBytes = 46;
export const endMagic = 0x06054b50;
export const localMagic = 0x04034b50;
export const centralMagic = 0x02014b50;
/** The member's name is UTF-8. */
export const utf8Flag = 0x800;
