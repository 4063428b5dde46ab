import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { root } from "../e2e/action-file.ts";

/** A page of the documentation. */
export interface Document {
  /** Its path in the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** A fenced block of a page. */
export interface Block {
  readonly path: string;
  /** Line of its first line in the page, from 1. */
  readonly line: number;
  /** What stands behind the fence, such as `yaml`. */
  readonly language: string;
  readonly text: string;
}

/** Every page that people read: those at the top, in docs/ and its folders, and in .github/. */
export async function readDocuments(): Promise<Document[]> {
  const folders = ["docs", ".github"];
  const top = (await readdir(root)).filter((name) => name.endsWith(".md"));
  const below = await Promise.all(
    folders.map(async (folder) => {
      const files = await readdir(join(root, folder), { recursive: true });
      return files.filter((name) => name.endsWith(".md")).map((name) => join(folder, name));
    }),
  );
  return Promise.all(
    [...top, ...below.flat()].sort().map(async (path) => ({
      path: path.replaceAll("\\", "/"),
      text: (await readFile(join(root, path), "utf8")).replaceAll("\r\n", "\n"),
    })),
  );
}

/** The fenced blocks of a page, in order, without their indentation. */
export function blocksOf({ path, text }: Document): Block[] {
  const fences = text.matchAll(/^( *)```([^\n`]*)\n(.*?)^\1```$/gms);
  return [...fences].map(({ 1: indent = "", 2: language = "", 3: body = "", index }) => ({
    path,
    line: text.slice(0, index).split("\n").length + 1,
    language: language.trim(),
    text: body.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
}

/** The targets of a page's links to places of this repository, such as `docs/keys.md#strategies`, from its root. */
export function linksOf({ path, text }: Document): string[] {
  const prose = withoutCode(text);
  const inline = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  const named = [...prose.matchAll(/^\[[^\]]+\]: (\S+)$/gm)].map(([, target = ""]) => target);
  return [...inline, ...named]
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) =>
      target.startsWith("#")
        ? `${path}${target}`
        : relative(root, join(root, dirname(path), target)).replaceAll("\\", "/"),
    );
}

/** The anchors that GitHub makes of a page's headings, and those that it names itself. */
export function anchorsOf({ text }: Document): Set<string> {
  const named = [...text.matchAll(/<a (?:id|name)="([^"]+)">/g)].map(([, name = ""]) => name);
  const seen = new Map<string, number>();
  const headings = [...withoutFences(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => {
    const slug = slugOf(heading);
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
  return new Set([...named, ...headings]);
}

/** What GitHub makes of a heading: links and code marks go, lower case, and dashes for spaces. */
function slugOf(heading: string): string {
  return heading
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, "")
    .replaceAll(" ", "-");
}

function withoutFences(text: string): string {
  return text.replaceAll(/^( *)```.*?^\1```$/gms, "");
}

function withoutCode(text: string): string {
  return withoutFences(text).replaceAll(/`[^`\n]*`/g, "");
}

/** A name for a block's file that says where it comes from. */
export function blockFile({ path, line }: Block): string {
  return `${basename(dirname(path))}-${basename(path, ".md")}-line-${line}.yml`;
}
