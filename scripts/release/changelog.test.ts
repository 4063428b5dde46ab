import { expect, test } from "vitest";
import { sectionOf } from "./changelog.ts";

const changelog = `# Changelog

## [Unreleased]

## [1.2.0] - 2026-12-01

### Added

- More.

## [1.1.0] - 2026-11-01

- Less.
`;

test.each([
  ["1.2.0", "### Added\n\n- More."],
  ["1.1.0", "- Less."],
  ["1.2", undefined],
  ["1x2.0", undefined],
  ["2.0.0", undefined],
  ["Unreleased", undefined],
])("%s", (version, section) => {
  expect(sectionOf(changelog, version)).toBe(section);
  expect(sectionOf(changelog.replaceAll("\n", "\r\n"), version)).toBe(section);
});
