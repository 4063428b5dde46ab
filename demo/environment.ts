import { randomInt } from "node:crypto";
import { createServer } from "node:net";

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

/**
 * A port of this machine that nothing listens at, for an sccache server that is nobody else's. It is below those that
 * systems give out by themselves, so that until that server starts no connection or other server gets it by chance.
 */
export async function freePort(): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
    if (tries === 100) throw new Error("no port of this machine is free");
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((answer) => {
    server.once("error", () => answer(false));
    server.listen(port, "127.0.0.1", () => server.close(() => answer(true)));
  });
}
