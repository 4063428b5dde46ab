// src/config/size.ts
const units = {
	"": 1,
	B: 1,
	K: 1e3,
	M: 1e6,
	G: 1e9,
	T: 0xe8d4a51000,
	KB: 1e3,
	MB: 1e6,
	GB: 1e9,
	TB: 0xe8d4a51000,
	KIB: 1024,
	MIB: 2 ** 20,
	GIB: 2 ** 30,
	TIB: 2 ** 40
};
/** What `parseSize` takes, for messages. */
const sizeGrammar = "bytes, or a number with K, M, G, T (powers of 1000) or KiB, MiB, GiB, TiB: 500M, 1.5GiB";
/**
* Bytes of a size such as `500M`, `1.5GiB` or `1048576`; fractions of a byte are cut off.
* Returns undefined for anything else: a sign, two points, an unknown unit, more than 2^53 bytes.
*/
function parseSize(text) {
	const match = /^(\d{1,16}(?:\.\d{1,16})?) ?([A-Za-z]{0,3})$/.exec(text.trim());
	const unit = units[(match?.[2] ?? "?").toUpperCase()];
	if (!match || unit === void 0) return void 0;
	const bytes = Math.floor(Number(match[1]) * unit);
	return Number.isSafeInteger(bytes) ? bytes : void 0;
}
/** A size for people, in powers of 1000 with three significant digits: `58.8 MB`, `999 B`. */
function formatSize(bytes) {
	const names = [
		"B",
		"kB",
		"MB",
		"GB",
		"TB"
	];
	let value = bytes;
	let unit = 0;
	while (value >= 999.5 && unit < names.length - 1) {
		value /= 1e3;
		unit += 1;
	}
	if (unit === 0) return `${value} B`;
	const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
	return `${value.toFixed(digits)} ${names[unit]}`;
}
export { parseSize as n, sizeGrammar as r, formatSize as t };
