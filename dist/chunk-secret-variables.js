// src/config/secret-variables.ts
/** Credentials of this step: of the runner, of stores, of signatures. A build is not to see them. */
const credentials = [
	{ names: /^INPUT_/ },
	{ names: /^GITHUB_TOKEN$/ },
	{ names: /^ACTIONS_ID_TOKEN_/ },
	{
		names: /^ACTIONS_.*TOKEN/,
		place: "gha"
	},
	{
		names: /^AWS_/,
		place: "s3"
	},
	{
		names: /^AZURE_STORAGE_/,
		place: "azure"
	},
	{
		names: /^(VERCEL|TURBO)_(.*_)?TOKEN$/,
		place: "vercel_artifacts"
	},
	{ names: /^SCCACHE_BUNDLE_(SIGNING_KEY|SCCACHE_MIRROR)$/ }
];
/**
* `env` without the credentials of this step, except those with which sccache itself reaches a place that it is told to use,
* as `isUsed` says by the name that sccache's configuration file gives to the place.
*/
function withoutCredentials(env, isUsed) {
	const isKept = (name) => {
		const found = credentials.find(({ names }) => names.test(name.toUpperCase()));
		return found === void 0 || found.place !== void 0 && isUsed(found.place);
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
* The text of an unexpected error without the values of variables that may be secrets, and without the user and password
* of any address in it: what a client throws may quote what it was given.
*/
function withoutSecrets(text, env) {
	return Object.entries(env).filter(([name]) => secretName.test(name) || secretWithin.test(name)).flatMap(([, value = ""]) => [value, ...value.split(/\s+/)]).filter((value) => value.length >= leastLength).sort((a, b) => b.length - a.length).reduce((rest, value) => rest.replaceAll(value, "…"), text).replace(/:\/\/[^\s"'`]*@/g, "://…@");
}
export { withoutCredentials as n, withoutSecrets as r, secretName as t };
