import { parse } from "smol-toml";

/** What a file of settings says; nothing where it is of another form. */
export function parseText(text: string, isJson = false): Record<string, unknown> {
  return tableOf(isJson ? jsonOf(text) : parseToml(text));
}

function parseToml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined; // Of another form: it says nothing.
  }
}

/** The value that `text` is in JSON; undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON, or cut in the middle: the callers say what that means.
  }
}

/** The object's own properties; none when `value` is no object. */
export function tableOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
