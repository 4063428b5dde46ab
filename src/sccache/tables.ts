import { parse } from "smol-toml";

/** What a file of settings says; nothing where it is of another form. */
export function parseText(text: string, isJson = false): Record<string, unknown> {
  try {
    return tableOf(isJson ? JSON.parse(text) : parse(text));
  } catch {
    return {};
  }
}

/** The object's own properties; none when `value` is no object. */
export function tableOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
