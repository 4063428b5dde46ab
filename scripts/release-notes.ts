/**
 * Prints what CHANGELOG.md says of a version, for its release:
 *
 *     node scripts/release-notes.ts v1.2.3
 *
 * Fails when the tag, package.json and the changelog do not name the same version.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sectionOf } from "./release/changelog.ts";

const root = join(import.meta.dirname, "..");
const tag = process.argv[2] ?? "";
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
const section = sectionOf(readFileSync(join(root, "CHANGELOG.md"), "utf8"), version);

if (tag !== `v${version}`) fail(`the tag is ${tag}, and package.json has version ${version}`);
else if (section === undefined) fail(`CHANGELOG.md has no section [${version}]`);
else console.log(section);

function fail(why: string): void {
  console.error(`error: ${why}`);
  process.exitCode = 1;
}
