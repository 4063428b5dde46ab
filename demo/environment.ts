type Env = Readonly<Record<string, string | undefined>>;

/** What the user may have set that would change how cargo, rustc or sccache work here. */
const strangers = [
  /^SCCACHE_/,
  /^RUSTC_/,
  /^RUSTC$/,
  /^RUSTFLAGS$/,
  /^CARGO_(BUILD|PROFILE|TARGET|ENCODED|INCREMENTAL|UNSTABLE)/,
  /^(ACTIONS|GITHUB|RUNNER|INPUT|STATE)_/,
  /^CI$/,
];

/** The user's environment without what would change a build; PATH, proxies, and cargo's own places stay. */
export function plainEnvironment(env: Env): Record<string, string> {
  const kept = Object.entries(env).filter(([name]) => !strangers.some((pattern) => pattern.test(name)));
  return Object.fromEntries(
    // Windows writes it Path, and a copy of its environment minds the case.
    kept.flatMap(([name, value]) =>
      value === undefined ? [] : [[/^path$/i.test(name) ? "PATH" : name, value]],
    ),
  );
}
