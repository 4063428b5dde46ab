import fc from "fast-check";
import { expect, test } from "vitest";
import { addressVariables, freePort, givenAddress, serverAddress } from "./address.ts";

test("a free port is one that no connection gets by chance before the server starts", async () => {
  for (let i = 0; i < 20; i += 1) {
    const port = await freePort();
    // From 32768 on Linux, 49152 on Windows and macOS.
    expect(port).toBeGreaterThanOrEqual(20_000);
    expect(port).toBeLessThan(32_000);
  }
});

test.each<[Record<string, string>, NodeJS.Platform, ReturnType<typeof serverAddress>]>([
  [{}, "linux", { kind: "port", port: 4226 }],
  [{ SCCACHE_SERVER_PORT: "4300" }, "linux", { kind: "port", port: 4300 }],
  [{ SCCACHE_SERVER_PORT: "" }, "linux", { kind: "port", port: 4226 }],
  [{ SCCACHE_SERVER_PORT: "65536" }, "linux", { kind: "port", port: 4226 }],
  [{ SCCACHE_SERVER_PORT: "4300x" }, "linux", { kind: "port", port: 4226 }],
  [{ SCCACHE_SERVER_PORT: "-1" }, "linux", { kind: "port", port: 4226 }],
  [{ SCCACHE_SERVER_UDS: "/run/s.sock" }, "linux", { kind: "socket", path: "/run/s.sock" }],
  [{ SCCACHE_SERVER_UDS: "/s", SCCACHE_SERVER_PORT: "1" }, "darwin", { kind: "socket", path: "/s" }],
  [{ SCCACHE_SERVER_UDS: "/s", SCCACHE_SERVER_PORT: "1" }, "win32", { kind: "port", port: 1 }],
  [{ SCCACHE_SERVER_UDS: "" }, "linux", { kind: "port", port: 4226 }],
  [{ SCCACHE_SERVER_UDS: "\\x00abs\\x2ftract" }, "linux", { kind: "socket", path: "\0abs/tract" }],
  [{ SCCACHE_SERVER_UDS: "\\x00name" }, "darwin", { kind: "socket", path: "\\x00name" }],
])("%j on %s leads to %j", (env, platform, address) => {
  expect(serverAddress(env, platform)).toEqual(address);
});

test.each<[Record<string, string>, ReturnType<typeof givenAddress>]>([
  [{}, undefined],
  [{ SCCACHE_SERVER_PORT: "4226" }, { kind: "port", port: 4226 }],
  [{ SCCACHE_SERVER_PORT: "words" }, undefined],
  [{ SCCACHE_SERVER_PORT: "80000" }, undefined],
  [{ SCCACHE_SERVER_PORT: "0" }, undefined],
  [{ SCCACHE_SERVER_UDS: "/run/s.sock" }, { kind: "socket", path: "/run/s.sock" }],
  [{ SCCACHE_SERVER_UDS: "s.sock" }, undefined],
  [{ SCCACHE_SERVER_UDS: "\\x00name" }, { kind: "socket", path: "\0name" }],
])("of %j the user has set %j", (env, address) => {
  expect(givenAddress(env, "linux")).toEqual(address);
});

test("an address and the variables that lead to it say the same, a socket in the abstract namespace too", () => {
  const path = fc.tuple(fc.constantFrom("/", "\0"), fc.string()).map((parts) => parts.join(""));
  fc.assert(
    fc.property(path, (one) => {
      const address = { kind: "socket", path: one } as const;
      const variables = addressVariables(address);
      fc.pre(!one.slice(1).includes("\0") || one.startsWith("\0"));
      expect(serverAddress(variables, "linux")).toEqual(address);
      if (one.startsWith("\0")) expect(Object.values(variables).join()).not.toContain("\0");
    }),
  );
});

test("whatever the variable holds, the port is one", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.integer().map(String)), (port) => {
      const address = serverAddress({ SCCACHE_SERVER_PORT: port }, "linux");
      expect(address).toMatchObject({ kind: "port", port: expect.toSatisfy((p) => p >= 0 && p <= 65_535) });
    }),
  );
});
