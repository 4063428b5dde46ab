// src/store/label.ts
/** The names of stores for logs: their addresses without parameters, which never hold a secret. */
function s3Label({ bucket, prefix }) {
	return `s3://${bucket}/${prefix}`.replace(/\/$/, "");
}
function azureLabel({ container, prefix }) {
	return `azure://${container}/${prefix}`.replace(/\/$/, "");
}
/** Two projects of one team differ in their prefix. */
function vercelLabel({ address, prefix }) {
	const place = address === "https://api.vercel.com" ? "vercel" : `vercel+${address}`;
	return prefix === "" ? place : `${place}?prefix=${prefix}`;
}
// src/store/environment.ts
/** The environment of this process, where the clients of the services look by themselves, too. */
const processEnv = process.env;
/** Milliseconds since 1970, finer than one: two saves in one millisecond still have an order. */
function wallClock() {
	return performance.timeOrigin + performance.now();
}
export { vercelLabel as a, s3Label as i, wallClock as n, azureLabel as r, processEnv as t };
