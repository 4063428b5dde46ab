import { fingerprint } from "./fingerprint.ts";
import type { Ingredients, Toolchain } from "./ingredients.ts";
import { word } from "./word.ts";

/** One part of a key and where it comes from, for the log. */
export interface KeyPart {
  readonly part: string;
  readonly from: string;
}

/** The parts of a family after the name, from what separates most to what separates least. */
export interface FamilyParts {
  readonly os: KeyPart;
  readonly arch: KeyPart;
  readonly toolchain: KeyPart;
  readonly job: KeyPart;
  readonly matrix: KeyPart;
}

/** Stands for a job or a matrix leg where there is none, or where bundles are shared. */
const any = "any";

/** The parts of the family that these ingredients belong to. None holds a dash. */
export function familyParts(ingredients: Ingredients): FamilyParts {
  const { os, arch, toolchain, compiler } = ingredients;
  return {
    os: { part: word(os), from: "operating system" },
    arch: { part: word(arch), from: "architecture" },
    toolchain: toolchainPart(toolchain, compiler),
    ...jobParts(ingredients),
  };
}

function jobParts({ sharedKey, job, matrix }: Ingredients): Pick<FamilyParts, "job" | "matrix"> {
  if (sharedKey !== undefined) {
    return {
      job: { part: word(sharedKey), from: `shared-key ${sharedKey}` },
      matrix: { part: "shared", from: "shared-key" },
    };
  }
  return {
    job: job === undefined ? { part: any, from: "any job" } : { part: word(job), from: `job ${job}` },
    matrix:
      matrix === undefined
        ? { part: any, from: "no matrix" }
        : { part: `m${fingerprint(matrix)}`, from: matrix },
  };
}

function toolchainPart(toolchain: Toolchain | undefined, compiler: string | undefined): KeyPart {
  const parts: KeyPart[] = [];
  if (toolchain) {
    const commit = toolchain.commit ? `.${toolchain.commit.slice(0, 9)}` : "";
    parts.push({ part: `rust${word(toolchain.release)}${commit}`, from: toolchain.title });
  }
  if (compiler !== undefined) parts.push({ part: `cc.${fingerprint(compiler)}`, from: compiler });
  if (parts.length === 0) return { part: "norust", from: "no rustc found" };
  return { part: parts.map(({ part }) => part).join("_"), from: parts.map(({ from }) => from).join(", ") };
}
