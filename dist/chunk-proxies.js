import { isIP } from "node:net";
import { Agent } from "node:http";
import { Agent as Agent$1 } from "node:https";
// src/store/proxies.ts
/** Connections that go by the proxy of HTTPS_PROXY, HTTP_PROXY or ALL_PROXY (in lower case too), except to the hosts of NO_PROXY. */
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
	const set = [...names, ...forAll].find((name) => env[name]);
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
/**
* The proxy by which clients ask an address, as `HOST:PORT (VARIABLE)` without its password; undefined where they ask it directly.
* The variables are as `settleProxies` leaves them; ranges of addresses in NO_PROXY do not count, which not every client knows.
*/
function proxyFor({ protocol, host, hostname }, env) {
	const secure = protocol === "https:";
	const name = names.find((one) => env[one] && one.toLowerCase().startsWith(secure ? "https" : "http_"));
	const address = name && addressOf(env[name] ?? "");
	if (!name || !address) return void 0;
	const isException = (entry) => entry === "*" || entry === host || entry === hostname || entry.startsWith(".") && hostname.endsWith(entry);
	return exceptions.flatMap((one) => (env[one] ?? "").toLowerCase().split(/[\s,]+/)).some(isException) ? void 0 : `${new URL(address).host} (${name})`;
}
const names = [
	"HTTPS_PROXY",
	"https_proxy",
	"HTTP_PROXY",
	"http_proxy"
];
const forAll = ["ALL_PROXY", "all_proxy"];
const exceptions = ["NO_PROXY", "no_proxy"];
/** The variables that do not say what clients understand, with what they are to say; and those of no use at all. */
function readProxies(env) {
	const changed = {};
	const unusable = [];
	const given = (name) => env[name]?.trim();
	const read = (name) => {
		const value = given(name);
		if (!value) return void 0;
		const address = addressOf(value);
		if (address === void 0) unusable.push(name);
		return address;
	};
	for (const name of names) {
		const address = read(name);
		if (given(name) && address !== env[name]) changed[name] = address;
	}
	const bare = ["HTTPS_PROXY", "HTTP_PROXY"].filter((name) => !given(name) && !given(name.toLowerCase()));
	const all = forAll.filter(given);
	const address = bare.length === 0 ? void 0 : all.map(read).find(Boolean);
	for (const name of address === void 0 ? [] : bare) changed[name] = address;
	for (const name of all) changed[name] = void 0;
	for (const name of exceptions.filter(given)) {
		const entries = (given(name) ?? "").toLowerCase().split(/[\s,]+/);
		const spelt = [...new Set(entries.flatMap(spellings))].join(",");
		if (spelt !== env[name]) changed[name] = spelt;
		if (entries.includes("*")) {
			for (const proxy of names) if (env[proxy] || changed[proxy]) changed[proxy] = void 0;
		}
	}
	return {
		changed,
		unusable
	};
}
/**
* The same exception as each client wants to read it. A host stands for those below it, as in curl, git and GitHub's own client, which
* Node and Azure's client want to read with a dot before it; and a network is a range to Node.
*/
function spellings(entry) {
	if (entry === "" || entry === "*") return entry === "" ? [] : [entry];
	const network = /^(\d+\.\d+\.\d+\.\d+)\/(\d{1,2})$/.exec(entry);
	if (network !== null) return [entry, ...rangeOf(network[1] ?? "", Number(network[2]))];
	const bare = entry.replace(/^\[(.*)\]$/, "$1");
	if (isIP(bare) === 6) return [bare, `[${bare}]`];
	const host = entry.replace(/^\*?\./, "");
	return isIP(host) === 0 && !/[:/]|^[\d.]+-[\d.]+$/.test(host) ? [host, `.${host}`] : [entry];
}
/** An IPv4 network as `first-last`; nothing for what is none. */
function rangeOf(address, bits) {
	if (isIP(address) !== 4 || bits > 32) return [];
	const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
	const size = 2 ** (32 - bits);
	const first = number - number % size;
	const text = (value) => [
		24,
		16,
		8,
		0
	].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
	return [`${text(first)}-${text(first + size - 1)}`];
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
export { settleProxies as i, proxyFor as n, proxyNotice as r, proxiedAgents as t };
