import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rolldown";
import plugin, { type Dependency } from "rollup-plugin-license";

/** What may be in dist: licences that ask for their text and nothing more. */
const ALLOWED = "(MIT OR Apache-2.0 OR BSD-2-Clause OR BSD-3-Clause OR ISC OR 0BSD OR BlueOak-1.0.0)";

/** What the bindings in dist/zstd hold, which no import leads to. */
const NATIVE: readonly {
  readonly name: string;
  readonly license: string;
  readonly files: readonly string[];
}[] = [
  { name: "zstd-napi", license: "Apache-2.0", files: ["zstd-napi/NOTICE", "zstd-napi/LICENSE"] },
  { name: "zstd", license: "BSD-3-Clause", files: ["zstd-napi/deps/zstd/LICENSE"] },
  { name: "node-addon-api", license: "MIT", files: ["node-addon-api/LICENSE.md"] },
  { name: "node-api-headers", license: "MIT", files: ["node-api-headers/LICENSE"] },
];

interface Notice {
  readonly title: string;
  readonly text: string;
}

/**
 * A plugin that writes to `file` the licences of every package in the bundle and of what is in the native
 * bindings, sorted by name. Fails the build for a package with no licence, or with one that is not allowed.
 */
export function thirdPartyLicences(root: string, file: string): Plugin {
  const licences = plugin as unknown as typeof plugin.default; // Its types promise a default export; it is the export.
  return licences({
    cwd: root,
    thirdParty: {
      multipleVersions: true,
      allow: { test: ALLOWED, failOnUnlicensed: true, failOnViolation: true },
      output: { file, template: (packages) => render([...packages.map(bundled), ...native(root)]) },
    },
  }) as unknown as Plugin; // rollup's, which rolldown runs.
}

function bundled({ name, version, license, licenseText, noticeText }: Dependency): Notice {
  const texts = [noticeText, licenseText ?? "Its package holds no text of the licence."];
  return { title: `${name} ${version} (${license})`, text: texts.filter(Boolean).join("\n\n") };
}

function native(root: string): Notice[] {
  return NATIVE.map(({ name, license, files }) => ({
    title: `${name} (${license}), in dist/zstd/*.node`,
    text: files.map((path) => readFileSync(join(root, "node_modules", path), "utf8")).join("\n\n"),
  }));
}

function render(notices: readonly Notice[]): string {
  const rule = "-".repeat(80);
  const parts = notices.map(({ title, text }) => `${rule}\n${title}\n${rule}\n\n${tidy(text)}\n`).sort();
  return `The files in this folder hold code of these packages.\n\n${parts.join("\n")}`;
}

/** Line ends and the spaces before them differ between packages; the text is what counts. */
function tidy(text: string): string {
  return text.replaceAll(/[ \t]*\r?\n/g, "\n").trim();
}
