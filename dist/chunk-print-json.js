// src/cli/terminal/print-json.ts
/**
* Prints what a command found as one line of JSON, with the version of its shape: fields may be added under the same version.
* docs/any-ci.md documents the shapes.
*/
function printJson({ print }, value) {
	print(JSON.stringify({
		version: 1,
		...value
	}));
}
export { printJson as t };
