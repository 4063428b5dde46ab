import type { Ingredients, KeyPart } from "./ingredients.ts";
import { toolchainPart } from "./toolchain.ts";
import { fingerprint, word } from "./word.ts";

/** The parts of a family, from what separates most to what separates least. None holds a dash. */
export interface FamilyParts {
  readonly prefix: KeyPart;
  readonly os: KeyPart;
  readonly arch: KeyPart;
  readonly toolchain: KeyPart;
  readonly job: KeyPart;
  readonly matrix: KeyPart;
}

/** Stands for a job or a matrix job where there is none. */
const any = "any";
/** In the place of the matrix where `shared-key` is in the place of the job; no matrix job is called so. */
const shared = "shared";

/** The family that these ingredients belong to. */
export function familyParts(ingredients: Ingredients): FamilyParts {
  const { prefix, os, arch } = ingredients;
  return {
    prefix: { part: word(prefix), from: `key-prefix ${prefix}` },
    os: { part: word(os), from: "operating system" },
    arch: { part: word(arch), from: "architecture" },
    toolchain: toolchainPart(ingredients),
    ...jobParts(ingredients),
  };
}

function jobParts({ sharedKey, workflow, job, matrix }: Ingredients): Pick<FamilyParts, "job" | "matrix"> {
  if (sharedKey !== undefined) {
    return {
      job: { part: word(sharedKey), from: `shared-key ${sharedKey}` },
      matrix: { part: shared, from: "shared-key" },
    };
  }
  return {
    job: jobPart(workflow, job),
    matrix:
      matrix === undefined
        ? { part: any, from: "no matrix" }
        : { part: `m${fingerprint(matrix)}`, from: matrix },
  };
}

function jobPart(workflow: string | undefined, job: string | undefined): KeyPart {
  if (job === undefined) return { part: any, from: "any job" };
  if (workflow === undefined) return { part: word(job), from: `job ${job}` };
  return { part: word(`${workflow}.${job}`), from: `job ${job} of workflow ${workflow}` };
}
