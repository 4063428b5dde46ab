import type { SingleStoreSpec, StoreSpec } from "./config.ts";
import { parseSize } from "./parsers.ts";

/** What `parseStore` takes, for messages. */
export const storeGrammar =
  "a store, or two or more different ones with commas between: github, local:PATH, local:PATH?max-size=SIZE, " +
  "s3://BUCKET/PREFIX (?endpoint=URL&region=REGION&path-style=true), azure://CONTAINER/PREFIX " +
  "(?account=NAME&endpoint=URL), vercel, vercel+https://HOST (?prefix=NAME); credentials come from the environment";

const vercelAddress = "https://api.vercel.com";

/**
 * The store of a text, or undefined for anything but the grammar: an unknown or repeated parameter, a level
 * twice, a name or password in an address.
 */
export function parseStore(text: string): StoreSpec | undefined {
  const levels: SingleStoreSpec[] = [];
  for (const part of text.split(",")) {
    const level = parseOne(part.trim());
    if (level === undefined) return undefined;
    levels.push(level);
  }
  const [first, ...more] = levels;
  if (more.length === 0) return first;
  return new Set(levels.map(placeOf)).size === levels.length ? { kind: "levels", levels } : undefined;
}

/** Equal for two specs that mean the same place, however each is to be used. */
function placeOf(spec: SingleStoreSpec): string {
  switch (spec.kind) {
    case "github":
      return spec.kind;
    case "local":
      return `${spec.kind} ${spec.path.replace(/(.)[/\\]+$/, "$1")}`;
    case "s3":
      return [spec.kind, spec.endpoint, spec.bucket, spec.prefix].join(" ");
    case "azure":
      return [spec.kind, spec.endpoint, spec.account, spec.container, spec.prefix].join(" ");
    case "vercel":
      return [spec.kind, spec.address, spec.prefix].join(" ");
  }
}

function parseOne(text: string): SingleStoreSpec | undefined {
  if (text === "github") return { kind: "github" };
  if (text.startsWith("local:")) return parseLocal(text.slice("local:".length));
  const [, scheme = "", rest = "", query = ""] =
    /^([a-z0-9+]+)(?::\/\/([^?]*))?(?:\?(.*))?$/.exec(text) ?? [];
  switch (scheme) {
    case "s3":
      return parseS3(rest, query);
    case "azure":
      return parseAzure(rest, query);
    case "vercel":
      return text.startsWith("vercel://") ? undefined : parseVercel(vercelAddress, query);
    case "vercel+http":
    case "vercel+https":
      return parseVercel(`${scheme.slice("vercel+".length)}://${rest}`, query);
    default:
      return undefined;
  }
}

/** A path is taken as it is written, up to the one parameter there is. */
function parseLocal(text: string): SingleStoreSpec | undefined {
  const [, path = "", size] = /^(.*?)(?:\?max-size=([^?]*))?$/s.exec(text) ?? [];
  if (path.trim() === "") return undefined;
  if (size === undefined) return { kind: "local", path: path.trim() };
  const maxBytes = parseSize(size);
  return maxBytes === undefined ? undefined : { kind: "local", path: path.trim(), maxBytes };
}

function parseS3(rest: string, query: string): SingleStoreSpec | undefined {
  const place = parsePlace(rest);
  const parameters = parseQuery(query, ["endpoint", "region", "path-style"]);
  if (place === undefined || parameters === undefined) return undefined;
  const { endpoint: address, region, "path-style": style } = parameters;
  const endpoint = address === undefined ? undefined : parseAddress(address);
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(place.root)) return undefined;
  if (address !== undefined && endpoint === undefined) return undefined;
  if (region !== undefined && !/^[a-z0-9-]{1,40}$/.test(region)) return undefined;
  if (style !== undefined && style !== "true" && style !== "false") return undefined;
  return {
    kind: "s3",
    bucket: place.root,
    prefix: place.prefix,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    // A service at an address of one's own seldom has a host name for each bucket.
    pathStyle: style === undefined ? endpoint !== undefined : style === "true",
  };
}

function parseAzure(rest: string, query: string): SingleStoreSpec | undefined {
  const place = parsePlace(rest);
  const parameters = parseQuery(query, ["account", "endpoint"]);
  if (place === undefined || parameters === undefined) return undefined;
  const { account, endpoint: address } = parameters;
  const endpoint = address === undefined ? undefined : parseAddress(address);
  // https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata
  if (!/^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/.test(place.root)) return undefined;
  if (account !== undefined && !/^[a-z0-9]{3,24}$/.test(account)) return undefined;
  if (address !== undefined && endpoint === undefined) return undefined;
  return {
    kind: "azure",
    container: place.root,
    prefix: place.prefix,
    ...(account === undefined ? {} : { account }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

function parseVercel(text: string, query: string): SingleStoreSpec | undefined {
  const parameters = parseQuery(query, ["prefix"]);
  const address = parseAddress(text);
  const prefix = parameters?.["prefix"] ?? "";
  if (parameters === undefined || address === undefined || !/^[A-Za-z0-9._-]{0,100}$/.test(prefix)) {
    return undefined;
  }
  return { kind: "vercel", address, prefix };
}

/** `root/some/prefix` in its parts; the prefix ends with a slash unless it is empty. */
function parsePlace(text: string): { readonly root: string; readonly prefix: string } | undefined {
  const [root = "", ...folders] = text.replace(/\/$/, "").split("/");
  const isFine = folders.every((folder) => /^[A-Za-z0-9_.-]+$/.test(folder) && !/^\.\.?$/.test(folder));
  if (!isFine || text.length > 260) return undefined;
  return { root, prefix: folders.map((folder) => `${folder}/`).join("") };
}

/** An http or https address without anything secret, and without a slash at its end. */
function parseAddress(text: string): string | undefined {
  if (!/^https?:\/\/[^\s?#@]+$/.test(text) || !URL.canParse(text)) return undefined;
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname.replace(/\/+$/, "")}`;
}

/** The parameters by name; undefined when one is unknown, empty or there twice. */
function parseQuery(query: string, names: readonly string[]): Readonly<Record<string, string>> | undefined {
  const parameters = [...new URLSearchParams(query)];
  const given = parameters.map(([name]) => name);
  const isFine = parameters.every(([name, value]) => names.includes(name) && value !== "");
  return isFine && new Set(given).size === given.length ? Object.fromEntries(parameters) : undefined;
}

/** The name of a store for logs: its address without parameters, which never holds a secret. */
export function labelOf(spec: SingleStoreSpec): string {
  switch (spec.kind) {
    case "github":
      return "github";
    case "local":
      return `local:${spec.path}`;
    case "s3":
      return `s3://${spec.bucket}/${spec.prefix}`.replace(/\/$/, "");
    case "azure":
      return `azure://${spec.container}/${spec.prefix}`.replace(/\/$/, "");
    case "vercel": {
      const place = spec.address === vercelAddress ? "vercel" : `vercel+${spec.address}`;
      return spec.prefix === "" ? place : `${place}?prefix=${spec.prefix}`; // two projects of one team differ in it
    }
  }
}
