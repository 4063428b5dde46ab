import { expect, test } from "vitest";
import { wantsNativeCode } from "./native-code.ts";

test.each([
  "-C target-cpu=native",
  "-Dwarnings -Ctarget-cpu=native",
  "-Ctarget_cpu=native",
  "-C\u001ftarget-cpu=native\u001f-g",
  '["--crate-name", "one", "-C", "target-cpu=native"]',
  '["--codegen=target-cpu=native"]',
  "-O2 -march=native",
  "-mcpu=native+crypto",
  "-Xcompiler=-march=native",
  "-Xclang -target-cpu -Xclang native",
  '["-c", "-Xclang", "-target-cpu", "-Xclang", "native", "one.c"]',
])("%j asks for this CPU's code", (flags) => {
  expect(wantsNativeCode(flags)).toBe(true);
});

test.each([
  "",
  "-C target-cpu=x86-64-v3",
  "--cfg native",
  "-march=x86-64 -DFOO=native",
  "-mtune=native",
  "-march=nativeish",
  '["-target-cpu", "skylake", "native.c"]',
])("%j does not", (flags) => {
  expect(wantsNativeCode(flags)).toBe(false);
});
