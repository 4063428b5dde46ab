// src/cli/node-version.ts
/** The first with zstd of its own, and with all else that the sources use. */
const least = [22, 15];
/** Why this program does not run on Node `version`, in words for the user; undefined when it does. */
function unsupportedNode(version) {
	const [major = 0, minor = 0] = version.split(".").map(Number);
	const [leastMajor, leastMinor] = least;
	if (major > leastMajor || major === leastMajor && minor >= leastMinor) return void 0;
	return `sccache-bundle needs Node ${least.join(".")} or later; this is Node ${version}`;
}
export { unsupportedNode as t };
