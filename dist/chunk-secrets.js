// src/config/secrets.ts
/** Credentials of this step: of the runner, of stores, of signatures. A build is not to see them. */
const credentials = [
	{ names: /^INPUT_/ },
	{ names: /^GITHUB_TOKEN$/ },
	{ names: /^ACTIONS_ID_TOKEN_/ },
	{
		names: /^ACTIONS_.*TOKEN/,
		backend: "gha"
	},
	{
		names: /^AWS_/,
		backend: "s3"
	},
	{
		names: /^AZURE_STORAGE_/,
		backend: "azure"
	},
	{
		names: /^(VERCEL|TURBO)_(.*_)?TOKEN$/,
		backend: "vercel_artifacts"
	},
	{ names: /^SCCACHE_BUNDLE_(SIGNING_KEY|SCCACHE_MIRROR)$/ }
];
/**
* `env` without the credentials of this step, except those that a backend of sccache needs which it is told to use: `isUsed` says
* that by the name that sccache's configuration file gives to the backend.
*/
function withoutCredentials(env, isUsed) {
	const isKept = (name) => {
		const found = credentials.find(({ names }) => names.test(name.toUpperCase()));
		return found === void 0 || found.backend !== void 0 && isUsed(found.backend);
	};
	return Object.fromEntries(Object.entries(env).filter(([name]) => isKept(name)));
}
/** Names of what is, or may be, a secret. */
const secretName = /TOKEN|SECRET|PASSW|CREDENTIAL|PRIVATE|_KEY$|AUTH/i;
/** Further ones, of addresses and texts that may have a secret within. */
const secretWithin = /CONNECTION|MIRROR|_SAS|PROXY/i;
/** Shorter ones are words such as `true`, of which nothing would be left to read. */
const leastLength = 8;
/**
* The text of an unexpected error without the values of variables that may be secrets, and scrubbed: what a client throws may
* quote what it was given.
*/
function withoutSecrets(text, env) {
	return scrub(Object.entries(env).filter(([name]) => secretName.test(name) || secretWithin.test(name)).flatMap(([, value = ""]) => [value, ...value.split(/\s+/)]).filter((value) => value.length >= leastLength).sort((a, b) => b.length - a.length).reduce((rest, value) => rest.replaceAll(value, "…"), text));
}
/**
* The text of another program or library without what would let a reader in: users, passwords and queries of addresses (signed
* ones), tokens, signatures, account keys.
*/
function scrub(text) {
	return text.replace(/:\/\/[^\s"'`]*@/g, "://…@").replace(/(:\/\/[^\s?&"'#]+)[?&#][^\s"']*/g, "$1?…").replace(/\beyJ[\w-]+(?:\.[\w-]+)*/g, "…").replace(/\b(sig|AccountKey|SharedAccessSignature)=[^&;\s"']+/gi, "$1=…").replace(/\b(Bearer|SharedKey) [^\s"',]+/g, "$1 …");
}
export { withoutSecrets as i, secretName as n, withoutCredentials as r, scrub as t };
