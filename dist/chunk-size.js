// src/size.ts
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
	if (unit === 0) return `${Math.round(value)} B`;
	const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
	return `${value.toFixed(digits)} ${names[unit]}`;
}
/** The bytes of entries, bundles or whatever else has a size, together. */
function sumBytes(sized) {
	let sum = 0;
	for (const { bytes } of sized) sum += bytes;
	return sum;
}
export { sumBytes as n, formatSize as t };
