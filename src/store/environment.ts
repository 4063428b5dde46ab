/** Where the credentials of stores come from, and never from the name of a store. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The environment of this process, where the clients of the services look by themselves, too. */
// biome-ignore lint/style/noProcessEnv: a default, for what every client takes from there
export const processEnv: Env = process.env;

/** Milliseconds since 1970, finer than one: two saves in one millisecond still have an order. */
export function wallClock(): number {
  return performance.timeOrigin + performance.now();
}
