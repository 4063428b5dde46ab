import { expect, test } from "vitest";
import { cCompiler } from "./launcher-names.ts";

test.each([
  ["clang-18 -m32", "clang-18"],
  ["sccache /usr/bin/gcc", "/usr/bin/gcc"],
  ["/opt/bin/ccache g++", "g++"],
  ["distcc clang", "clang"],
  ["", "cc"],
])("the user's CC %j is asked as %s", (cc, program) => {
  expect(cCompiler({ CC: cc })).toBe(program);
});
