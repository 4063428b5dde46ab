import { defineConfig } from "vitest/config";

const everything = ["src/**/*.test.ts", "scripts/**/*.test.ts", "test/**/*.test.ts"];
/** The files of a second attempt: see scripts/test.ts. */
const some = process.env["TEST_FILES"];

/** Every suite of the project. Its limits only end what hangs: suites wait for real processes, on busy machines, too. */
export default defineConfig({
  test: {
    include: some === undefined ? everything : JSON.parse(some),
    setupFiles: ["scripts/test/leftovers.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 300_000,
    passWithNoTests: false,
    allowOnly: false,
    dangerouslyIgnoreUnhandledErrors: false,
  },
});
