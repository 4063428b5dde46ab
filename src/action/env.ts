/** The environment, as the entries hand it in. */
export type Env = Readonly<Record<string, string | undefined>>;
