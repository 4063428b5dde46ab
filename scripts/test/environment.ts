/**
 * What in an environment would change how tests behave: the settings of sccache, cargo and rustc (CARGO_HOME only
 * tells where cargo is), of a runner and the step it runs, and the credentials of stores.
 */
const INFLUENCES =
  /^(RUSTC|RUSTFLAGS|RUSTC_.*|CARGO_(?!HOME$).*|SCCACHE_.*|GITHUB_.*|ACTIONS_.*|RUNNER_.*|INPUT_.*|STATE_.*|AWS_.*|AZURE_.*|VERCEL_.*|TURBO_.*)$/i;

/** Returns `env` without what would influence the tests. CI is set, so that no snapshot is written unasked. */
export function testEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !INFLUENCES.test(name));
  return { ...Object.fromEntries(kept), CI: "true" };
}
