import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/**
 * Writes the declarations of the module `source`, relative to `root`, to the file `out`.
 * @throws {Error} when they need another file, since the package has only this one
 */
export async function writeDeclarations(root: string, source: string, out: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "sccache-bundle-types-"));
  try {
    const config = {
      extends: join(root, "tsconfig.json"),
      compilerOptions: {
        noEmit: false,
        declaration: true,
        emitDeclarationOnly: true,
        rootDir: root,
        outDir: folder,
        typeRoots: [join(root, "node_modules/@types")],
      },
      include: [],
      files: [join(root, source)],
    };
    const project = join(folder, "tsconfig.json");
    await writeFile(project, JSON.stringify(config));
    const require = createRequire(join(root, "package.json"));
    const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
    await promisify(execFile)(process.execPath, [tsc, "-p", project]);
    const text = await readFile(join(folder, source.replace(/\.ts$/, ".d.ts")), "utf8");
    if (/\b(import|from)\b\s*[("'{]/.test(text))
      throw new Error(`the declarations of ${source} import a file`);
    await writeFile(out, text);
  } finally {
    await rm(folder, { recursive: true });
  }
}
