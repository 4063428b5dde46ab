import { spawnSync } from "node:child_process";

/** What tests run, how each is asked whether it is there, and the package of Debian and Ubuntu that brings it. */
const programs: readonly (readonly [question: string, packageName: string])[] = [
  ["cc --version", "gcc"],
  ["c++ --version", "g++"],
  ["make --version", "make"],
  ["cmake --version", "cmake"],
  ["ninja --version", "ninja-build"],
  ["git --version", "git"],
  ["zstd --version", "zstd"],
  ["python3 -c 'import ensurepip, venv'", "python3-venv"],
];

/**
 * Installs what is missing, where that asks nobody: in a CI, as root, on a Debian or Ubuntu. Elsewhere the tests that need
 * it fail, and say so.
 */
export function installMissingPrograms({ CI }: NodeJS.ProcessEnv): void {
  if (!CI || process.platform !== "linux" || process.getuid?.() !== 0) return;
  if (!succeeds("apt-get --version")) return;
  const missing = programs.filter(([question]) => !succeeds(question)).map(([, name]) => name);
  if (missing.length === 0) return;
  console.error(`Installing what tests need: ${missing.join(", ")}`);
  const install = `apt-get install -y -q --no-install-recommends ${missing.join(" ")}`;
  const all = `export DEBIAN_FRONTEND=noninteractive; apt-get update -q && ${install}`;
  // Networks fail at times.
  const { stdout, stderr, status } = shell(`{ ${all}; } || { sleep 5; ${all}; }`);
  if (status !== 0) console.error(`That failed:\n${stdout}${stderr}`);
}

function succeeds(command: string): boolean {
  return shell(command).status === 0;
}

function shell(command: string) {
  return spawnSync("sh", ["-c", command], { encoding: "utf8", maxBuffer: 2 ** 26 });
}
