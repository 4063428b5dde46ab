import { Agent } from "node:http";
import { Agent as Agent$1 } from "node:https";
// src/store/proxies.ts
/** Connections that go by the proxy of HTTPS_PROXY or HTTP_PROXY (in lower case too), except to the hosts of NO_PROXY. */
function proxiedAgents(env) {
	const options = {
		keepAlive: true,
		proxyEnv: {
			...env,
			...readProxies(env).changed
		}
	};
	return {
		httpAgent: new Agent(options),
		httpsAgent: new Agent$1(options)
	};
}
/** One line where a proxy is asked for and not used, with no value of a variable in it; undefined otherwise. */
function proxyNotice(env, version) {
	const { unusable } = readProxies(env);
	if (unusable.length > 0) return `${unusable.join(", ")}: ignored, as it is no address of an HTTP proxy such as http://proxy.example:3128 or http://user:password@proxy.example:3128 (in a password, write # as %23, % as %25, / as %2F and @ as %40).`;
	const set = names.find((name) => env[name]);
	const [major = 0, minor = 0] = version.split(".").map(Number);
	return set === void 0 || major > 24 || major === 24 && minor >= 5 || major === 22 && minor >= 21 ? void 0 : `${set} is ignored: only Node 24.5 or later, or 22.21, uses a proxy, and this is Node ${version}.`;
}
/**
* Makes the proxy variables of this process such that every client reads the same in them: `proxy:3128`, which curl takes,
* becomes an address, and what is no address is removed. Clients that look in the process themselves fail by either.
*/
function settleProxies(env) {
	for (const [name, value] of Object.entries(readProxies(env).changed)) if (value === void 0) delete env[name];
	else env[name] = value;
}
const names = [
	"HTTPS_PROXY",
	"https_proxy",
	"HTTP_PROXY",
	"http_proxy"
];
/** The variables that do not hold an address as clients want it, with what they are to hold; and those of no use at all. */
function readProxies(env) {
	const changed = {};
	const unusable = [];
	for (const name of names) {
		const value = env[name];
		if (!value) continue;
		const address = addressOf(value.trim());
		if (address === void 0) unusable.push(name);
		if (address !== value) changed[name] = address;
	}
	return {
		changed,
		unusable
	};
}
/** The address of a proxy that is spoken to by HTTP, with a scheme; undefined for anything else. */
function addressOf(value) {
	const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
	try {
		const { protocol, username, password, hostname, pathname, search, hash } = new URL(address);
		decodeURIComponent(`${username}${password}`);
		return hostname !== "" && !`${pathname}${search}${hash}`.includes("@") && (protocol === "http:" || protocol === "https:") ? address : void 0;
	} catch {
		return;
	}
}
export { proxyNotice as n, settleProxies as r, proxiedAgents as t };
