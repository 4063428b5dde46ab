import type { Env } from "./config.ts";

/** Credentials of this step: of the runner, of stores, of signatures. A build is not to see them. */
const credentials: readonly {
  readonly names: RegExp;
  /** A backend of sccache's own that needs them, as its configuration file calls it. */
  readonly backend?: string;
}[] = [
  { names: /^INPUT_/ },
  { names: /^GITHUB_TOKEN$/ },
  { names: /^ACTIONS_ID_TOKEN_/ },
  { names: /^ACTIONS_.*TOKEN/, backend: "gha" },
  { names: /^AWS_/, backend: "s3" },
  { names: /^AZURE_STORAGE_/, backend: "azure" },
  { names: /^(VERCEL|TURBO)_(.*_)?TOKEN$/, backend: "vercel_artifacts" },
  { names: /^SCCACHE_BUNDLE_(SIGNING_KEY|SCCACHE_MIRROR)$/ },
];

/**
 * `env` without the credentials of this step, except those that a backend of sccache needs which it is told to use: `isUsed` says
 * that by the name that sccache's configuration file gives to the backend.
 */
export function withoutCredentials(env: Env, isUsed: (backend: string) => boolean): Env {
  const isKept = (name: string) => {
    const found = credentials.find(({ names }) => names.test(name.toUpperCase())); // Windows takes any case
    return found === undefined || (found.backend !== undefined && isUsed(found.backend));
  };
  return Object.fromEntries(Object.entries(env).filter(([name]) => isKept(name)));
}

/** Names of what is, or may be, a secret. */
export const secretName = /TOKEN|SECRET|PASSW|CREDENTIAL|PRIVATE|_KEY$|AUTH/i;

/** Further ones, of addresses and texts that may have a secret within. */
const secretWithin = /CONNECTION|MIRROR|_SAS|PROXY/i;

/** Shorter ones are words such as `true`, of which nothing would be left to read. */
const leastLength = 8;

/**
 * The text of an unexpected error without the values of variables that may be secrets, and scrubbed: what a client throws may
 * quote what it was given.
 */
export function withoutSecrets(text: string, env: Env): string {
  const values = Object.entries(env)
    .filter(([name]) => secretName.test(name) || secretWithin.test(name))
    .flatMap(([, value = ""]) => [value, ...value.split(/\s+/)])
    .filter((value) => value.length >= leastLength)
    .sort((a, b) => b.length - a.length);
  return scrub(values.reduce((rest, value) => rest.replaceAll(value, "…"), text));
}

/**
 * The text of another program or library without what would let a reader in: users, passwords and queries of addresses (signed
 * ones), tokens, signatures, account keys.
 */
export function scrub(text: string): string {
  return text
    .replace(/:\/\/[^\s"'`]*@/g, "://…@")
    .replace(/(:\/\/[^\s?&"'#]+)[?&#][^\s"']*/g, "$1?…") // without the one before it, a query may begin with what follows an @
    .replace(/\beyJ[\w-]+(?:\.[\w-]+)*/g, "…")
    .replace(/\b(sig|AccountKey|SharedAccessSignature)=[^&;\s"']+/gi, "$1=…")
    .replace(/\b(Bearer|SharedKey) [^\s"',]+/g, "$1 …");
}
