import { expect, test } from "vitest";
import { withoutSccache } from "./without-sccache.ts";

const noCargo = { rustcWrapper: undefined, rustcWorkspaceWrapper: undefined };
const inFile = { value: "sccache", file: "/repo/.cargo/config.toml" };

const exportsOf = (
  env: Record<string, string>,
  { cargo = {}, there = [] }: { cargo?: object; there?: string[] } = {},
) => {
  const settings = { cargo: { ...noCargo, ...cargo } } as unknown as Parameters<
    typeof withoutSccache
  >[0]["settings"];
  const { exports = [] } = withoutSccache({ env, settings }, (program) => there.includes(program)) ?? {};
  return Object.fromEntries(exports.map(({ name, value }) => [name, value]));
};

test.each<[string, Parameters<typeof exportsOf>, Record<string, string>]>([
  ["nothing that calls sccache", [{ RUSTC_WRAPPER: "", CC: "gcc -m32", CXX: "ccache g++" }], {}],
  ["cargo's wrapper", [{ RUSTC_WRAPPER: "sccache" }], { RUSTC_WRAPPER: "" }],
  ["… by its other name", [{ CARGO_BUILD_RUSTC_WRAPPER: "/opt/sccache" }], { RUSTC_WRAPPER: "" }],
  ["… in a file", [{}, { cargo: { rustcWrapper: inFile } }], { RUSTC_WRAPPER: "" }],
  ["… in a file that a variable overrules", [{ RUSTC_WRAPPER: "" }, { cargo: { rustcWrapper: inFile } }], {}],
  ["the workspace's wrapper", [{ RUSTC_WORKSPACE_WRAPPER: "sccache" }], { RUSTC_WORKSPACE_WRAPPER: "" }],
  ["another wrapper", [{ RUSTC_WRAPPER: "cachepot" }], {}],
  ["one that is there", [{ RUSTC_WRAPPER: "sccache", CC: "sccache cc" }, { there: ["sccache"] }], {}],
  [
    "before a compiler",
    [{ CC: " sccache gcc -m32 ", CXX: "/x/sccache c++" }],
    { CC: "gcc -m32", CXX: "c++" },
  ],
  [
    "CMake's launchers",
    [{ CMAKE_C_COMPILER_LAUNCHER: "sccache", CMAKE_CXX_COMPILER_LAUNCHER: "ccache" }],
    { CMAKE_C_COMPILER_LAUNCHER: "" },
  ],
])("%s", (_title, given, wanted) => {
  expect(exportsOf(...given)).toEqual(wanted);
});
