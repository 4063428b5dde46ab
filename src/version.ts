import manifest from "../package.json" with { type: "json" };

/** Name and version of this program, as bundles record their creator. */
export const creator = `${manifest.name} ${manifest.version}`;
