/**
 * The crates of a workspace itself, named as rustc names them, from the text of its Cargo.lock: those without a source.
 * Empty for what is no such file.
 */
export function workspaceCrates(lockfile: string): Set<string> {
  const packages = lockfile.split(/^\[\[package\]\]$/m).slice(1);
  const own = packages.flatMap((text) => {
    const name = /^name = "([^"]+)"$/m.exec(text)?.[1];
    return name === undefined || /^source = /m.test(text) ? [] : [name.replaceAll("-", "_")];
  });
  return new Set(own);
}
