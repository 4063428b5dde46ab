import { Agent, request } from "node:http";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { Agent as Agent$1, request as request$1 } from "node:https";
// src/store/http.ts
/** Connections that go by the proxy of HTTPS_PROXY or HTTP_PROXY (in lower case too), except to the hosts of NO_PROXY. */
function proxiedAgents(env) {
	const options = {
		keepAlive: true,
		proxyEnv: env
	};
	return {
		httpAgent: new Agent(options),
		httpsAgent: new Agent$1(options)
	};
}
/** One line where a proxy is asked for and this Node does not know how to use one; undefined otherwise. */
function proxyNotice(env, version) {
	const set = [
		"HTTPS_PROXY",
		"https_proxy",
		"HTTP_PROXY",
		"http_proxy"
	].find((name) => env[name]);
	const [major = 0, minor = 0] = version.split(".").map(Number);
	return set === void 0 || major > 24 || major === 24 && minor >= 5 || major === 22 && minor >= 21 ? void 0 : `${set} is ignored: only Node 24.5 or later, or 22.21, uses a proxy, and this is Node ${version}.`;
}
/** Sends a request and returns the answer, whose body is to be read. Errors are those of the network and of the disk. */
async function sendRequest({ httpAgent, httpsAgent }, { method, url, headers, body, signal }) {
	const [send, agent] = url.startsWith("https:") ? [request$1, httpsAgent] : [request, httpAgent];
	const request$2 = send(url, {
		method,
		agent,
		headers: {
			"user-agent": "sccache-bundle",
			...body === void 0 ? {} : { "content-length": lengthOf(body) },
			...headers
		},
		...signal === void 0 ? {} : { signal }
	});
	const answered = Promise.withResolvers();
	request$2.once("response", answered.resolve).once("error", answered.reject);
	if (typeof body !== "object") {
		request$2.end(body);
		return answered.promise;
	}
	pipeline(createReadStream(body.file), request$2).catch(answered.reject);
	return answered.promise;
}
function lengthOf(body) {
	return typeof body === "string" ? Buffer.byteLength(body) : body.bytes;
}
/** The body of an answer as text. @throws {Error} when it is longer than `mostBytes` */
async function readText(answer, mostBytes) {
	const chunks = [];
	let bytes = 0;
	for await (const chunk of answer) {
		bytes += chunk.length;
		if (bytes > mostBytes) throw new TooLongError();
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString();
}
var TooLongError = class extends Error {};
export { sendRequest as a, readText as i, proxiedAgents as n, proxyNotice as r, TooLongError as t };
