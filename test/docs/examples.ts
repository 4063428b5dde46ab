import type { Block } from "./documents.ts";

/** Whether an example is a workflow as it stands. */
export function isWhole(text: string): boolean {
  return /^on:/m.test(text) && /^jobs:/m.test(text);
}

/** The example as a workflow: what an example leaves out for short is filled in. */
export function wholeWorkflow({ path, line, text }: Block): string {
  if (isWhole(text)) return text;
  if (/^jobs:/m.test(text)) return `on: push\n${text}`;
  if (/^permissions:/.test(text)) {
    return `on: push\n${text}jobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n`;
  }
  if (/^( *)- /.test(text)) {
    const [, indent = ""] = /^( *)- /.exec(text) ?? [];
    const steps = text.replaceAll(new RegExp(`^${indent}`, "gm"), "      ");
    return `on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;
  }
  throw new Error(`${path}, line ${line}: neither a workflow nor a list of steps`);
}
