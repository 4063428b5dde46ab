import fc from "fast-check";
import { expect, test } from "vitest";
import { printEnvironment } from "./key-variables.ts";

const place = { workspace: "/work/a", cargoHome: "/home/runner/.cargo" };

test("names what decides about hits, and nothing else", () => {
  const env = {
    CARGO_TERM_COLOR: "always",
    RUSTFLAGS: "-C debuginfo=1",
    PATH: "/usr/bin",
    CARGO_HOME: "/home/runner/.cargo",
    CARGO_HTTP_PROXY: "http://user:password@proxy",
    CARGO_BUILD_JOBS: "2",
    RUSTC_WRAPPER: "/tmp/1/sccache",
    CARGO_REGISTRY_TOKEN: "secret",
    CARGO_REGISTRIES_MINE_CREDENTIAL_PROVIDER: "secret",
    HOME: "/home/runner",
  };
  expect(printEnvironment(env, place)).toMatchInlineSnapshot(`
    {
      "CARGO_HOME": "b3d08384",
      "CARGO_TERM_COLOR": "9cdc6c47",
      "PWD": "d7f97472",
      "RUSTFLAGS": "72ada7dc",
    }
  `);
});

test("cargo's home and the workspace count, set or not", () => {
  const print = printEnvironment({ PWD: "/elsewhere" }, place);
  expect(Object.keys(print)).toEqual(["CARGO_HOME", "PWD"]);
  expect(printEnvironment({ CARGO_HOME: "/home/runner/.cargo" }, place)).toEqual(print);
  expect(printEnvironment({ CARGO_HOME: "/opt/cargo" }, place)["CARGO_HOME"]).not.toBe(print["CARGO_HOME"]);
  expect(printEnvironment({}, { ...place, workspace: "/work/b" })["PWD"]).not.toBe(print["PWD"]);
});

test("does not depend on the order of the environment, and holds no value", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^CARGO_[A-Z]{1,8}$/), fc.string({ minLength: 9 })),
      (env) => {
        const print = printEnvironment(env, place);
        expect(printEnvironment(Object.fromEntries(Object.entries(env).reverse()), place)).toEqual(print);
        for (const hash of Object.values(print)) expect(hash).toMatch(/^[0-9a-f]{8}$/);
      },
    ),
  );
});
