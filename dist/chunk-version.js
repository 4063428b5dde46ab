// src/version.ts
/** Name and version of this program, as bundles record their creator. */
const creator = `sccache-bundle 0.1.0`;
export { creator as t };
