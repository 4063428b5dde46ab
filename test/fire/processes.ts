import { readdir, readFile } from "node:fs/promises";

/** Processes that were started with `folder` in their arguments or environment, but for this one; none where there is no /proc. */
export async function processesOf(folder: string): Promise<string[]> {
  const ids = await readdir("/proc").catch(() => []);
  const found = await Promise.all(
    ids
      .filter((id) => /^\d+$/.test(id) && Number(id) !== process.pid)
      .map(async (id) => {
        const read = (name: string) => readFile(`/proc/${id}/${name}`, "utf8").catch(() => "");
        const [call, environment, stat] = await Promise.all([read("cmdline"), read("environ"), read("stat")]);
        const isGone = / Z /.test(stat);
        return !isGone && (call.includes(folder) || environment.includes(folder))
          ? [`${id} ${call.replaceAll("\0", " ")}`]
          : [];
      }),
  );
  return found.flat();
}
