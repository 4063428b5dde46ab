// src/cli/help.ts
/** Flags of every command. */
const globalFlags = [
	{
		name: "quiet",
		short: "q",
		about: "Print warnings and errors only.",
		group: "Global"
	},
	{
		name: "verbose",
		short: "v",
		about: "Print what helps to find an error.",
		group: "Global"
	},
	{
		name: "help",
		short: "h",
		about: "Print this help.",
		group: "Global"
	}
];
/** How a command is called. */
function callOf({ name }, { positionals, flags }) {
	return [
		"Usage: sccache-bundle",
		name,
		...positionals.map((one) => one.endsWith("...") ? `[${one}]` : one),
		...flags.length > 0 ? ["[FLAGS]"] : []
	].join(" ");
}
/** The help of a command: its call, its flags by group, examples and variables; lines of at most `columns` characters. */
function commandHelp(listed, shape, columns) {
	const own = shape.flags.map((flag) => ({
		...flag,
		group: flag.group ?? "Options"
	}));
	const groups = Map.groupBy([...own, ...globalFlags], ({ group }) => group ?? "");
	const order = [
		"Options",
		"Common",
		"Job",
		"Key",
		"Budget",
		"Store",
		"sccache",
		"Advanced",
		"Global"
	];
	const sections = [...groups].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
	const settings = own.some(({ group }) => group !== "Options");
	return [
		...wrap(listed.about, columns),
		"",
		callOf(listed, shape),
		...sections.flatMap(([title, flags]) => [
			"",
			`${title}:`,
			...flags.flatMap((flag) => flagLines(flag, columns))
		]),
		...listed.examples.length === 0 ? [] : [
			"",
			"Examples:",
			...listed.examples.map((line) => `  ${line}`)
		],
		...settings ? ["", ...wrap("Settings can also be variables: SCCACHE_BUNDLE_MAX_SIZE for --max-size. A flag wins.", columns)] : []
	].join("\n");
}
/** The help of the whole program. */
function programHelp(commands, columns) {
	const width = Math.max(...commands.map(({ name }) => name.length));
	return [
		"Keeps sccache's cache in a single file: restored before a build, saved after it, within a size limit.",
		"",
		"Usage: sccache-bundle COMMAND [FLAGS]",
		...[...Map.groupBy(commands, ({ group }) => group)].flatMap(([title, own]) => [
			"",
			`${title}:`,
			...own.flatMap(({ name, about }) => hanging(`  ${name.padEnd(width)}  `, about, columns))
		]),
		"",
		"  sccache-bundle COMMAND --help  prints what a command takes",
		"  sccache-bundle --version       prints the version",
		"",
		"Exit codes: 0 done, also when the cache failed and the build can continue; 1 an error (of restore and save with",
		"--strict only); 2 wrong usage or settings."
	].join("\n");
}
const indent = 6;
function flagLines({ name, short, value, about, fallback }, columns) {
	return [`  ${short ? `-${short}, ` : ""}--${name}${value ? ` ${value}` : ""}`, ...wrap(fallback ? `${about} [default: ${fallback}]` : about, columns - indent).map((line) => " ".repeat(indent) + line)];
}
function hanging(head, text, columns) {
	return wrap(text, columns - head.length).map((line, i) => (i === 0 ? head : " ".repeat(head.length)) + line);
}
/** Lines of whole words; a word that is longer has a line of its own. */
function wrap(text, columns) {
	const lines = [];
	let line = "";
	for (const word of text.split(/\s+/)) {
		if (line !== "" && line.length + 1 + word.length > Math.max(20, columns)) {
			lines.push(line);
			line = "";
		}
		line = line === "" ? word : `${line} ${word}`;
	}
	return [...lines, line];
}
export { programHelp as i, commandHelp as n, globalFlags as r, callOf as t };
