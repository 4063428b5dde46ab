import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { gaveUp } from "../busy.ts";
import { jobBeforePost, newestHolds, readDirectory } from "../faults/run.ts";
import { newSources, putBundle, type Template } from "../faults/template.ts";
import { compile, openStage } from "../stage.ts";
import { type Found, type Means, momentOf, shortLived, timed } from "./victim.ts";

interface StepMeans extends Means {
  readonly template: Template;
  readonly folder: string;
}

/** A job whose step is killed on a machine that stays, and the next job there. */
export async function killStep(victim: "main" | "post", means: StepMeans): Promise<Found> {
  const { template, folder } = means;
  await mkdir(folder, { recursive: true });
  const stage = await openStage(folder);
  const broken: string[] = [];
  try {
    await putBundle(stage.service, template.base.entry, template.base.bytes);
    const job =
      victim === "main"
        ? await stage.job({ env: shortLived })
        : await jobBeforePost(template, stage, shortLived);
    job.killNextAfter(momentOf(victim, means));
    const step = victim === "main" ? await job.uses(".", stage.inputs) : (await job.finish())[0];
    const wasKilled = step?.exitCode === null;
    const left = (await readdir(stage.directory).catch(() => [])).filter((name) =>
      name.startsWith(".restoring-"),
    );
    const aside = join(folder, "aside");
    await cp(stage.directory, aside, {
      recursive: true,
      filter: (path) => !path.includes(".restoring-"),
    }).catch(() => {});
    await readDirectory(aside, template, broken);
    broken.push(...(await newestHolds([...template.base.names], template, stage)));
    if (victim === "main") await job.finish();

    const next = await stage.job({ env: shortLived });
    const main = await timed("main", means, () => next.uses(".", stage.inputs));
    if (main.exitCode !== 0 || main.warnings.length > 0) broken.push(`the next main: ${main.output}`);
    await compile(next, stage.workspace, newSources);
    const [post] = await timed("post", means, () => next.finish());
    if (post?.exitCode !== 0 || post.warnings.length > 0) broken.push(`the next post: ${post?.output}`);
    const there = await readDirectory(stage.directory, template, broken);
    if (there.size < template.base.names.size) broken.push(`the next job has only ${there.size} entries`);
    if (left.length > 0) {
      const still = (await readdir(stage.directory)).filter((name) => name.startsWith(".restoring-"));
      if (still.length > 0) broken.push(`the next job leaves ${still.join(", ")} where they are`);
    }
    broken.push(...(await newestHolds([...template.digests.keys()], template, stage)));
    const isBusy = broken.length > 0 && gaveUp(`${main.output}${post?.output}`);
    return { wasKilled, broken, isBusy };
  } finally {
    await stage.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
