import { parseSize } from "./config.ts";

/** One place where bundles live, as the user named it. It never holds a credential. */
export type SingleStoreSpec =
  | { readonly kind: "github" }
  | {
      readonly kind: "local";
      /** Absolute, relative to the working directory, or from `~`, the user's home. */
      readonly path: string;
      /** Most bytes of all bundles in it; without it there is no bound. */
      readonly maxBytes?: number;
    }
  | {
      readonly kind: "s3";
      readonly bucket: string;
      /** What every object's name begins with, a slash after it; may be empty. */
      readonly prefix: string;
      /** Address of a service that speaks S3; without it AWS itself. */
      readonly endpoint?: string;
      readonly region?: string;
      /** Whether the bucket is part of the path, and not of the host name. */
      readonly pathStyle: boolean;
    }
  | {
      readonly kind: "azure";
      readonly container: string;
      /** As of S3. */
      readonly prefix: string;
      readonly account?: string;
      /** Address of the account's blobs, where it is not that of Azure's public cloud. */
      readonly endpoint?: string;
    }
  | {
      readonly kind: "vercel";
      /** What `/v8/artifacts` comes after; no slash at its end. */
      readonly address: string;
      /** Keeps projects of one team apart; may be empty. */
      readonly prefix: string;
    };

/** Where bundles live: one store, or levels of them, the nearest first: two or more, all different. */
export type StoreSpec =
  | SingleStoreSpec
  | { readonly kind: "levels"; readonly levels: readonly SingleStoreSpec[] };

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

/** What says where a store is; the other fields say how it is used. */
const placeFields = ["kind", "path", "endpoint", "bucket", "account", "container", "address", "prefix"];

/** Equal for two specs that mean the same place, however each is to be used. */
function placeOf(spec: SingleStoreSpec): string {
  const path = spec.kind === "local" ? { path: spec.path.replace(/(.)[/\\]+$/, "$1") } : {};
  return JSON.stringify({ ...spec, ...path }, placeFields);
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

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketOfAws = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** Others take more: Google's storage has underscores and up to 222 characters, Ceph capitals. */
const bucketOfOthers = /^[A-Za-z0-9][A-Za-z0-9._-]{1,220}[A-Za-z0-9]$/;

function parseS3(rest: string, query: string): SingleStoreSpec | undefined {
  const region = like(/^[a-z0-9-]{1,40}$/);
  const given = parseQuery(query, { endpoint: parseAddress, region, "path-style": like(/^(true|false)$/) });
  const place = parsePlace(rest, given?.endpoint === undefined ? bucketOfAws : bucketOfOthers);
  if (place === undefined || given === undefined) return undefined;
  const { "path-style": style, ...parameters } = given;
  // A service at an address of one's own seldom has a host name for each bucket.
  const pathStyle = style === undefined ? parameters.endpoint !== undefined : style === "true";
  return { kind: "s3", bucket: place.root, prefix: place.prefix, ...parameters, pathStyle };
}

function parseAzure(rest: string, query: string): SingleStoreSpec | undefined {
  // https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata
  const place = parsePlace(rest, /^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/);
  const given = parseQuery(query, { account: like(/^[a-z0-9]{3,24}$/), endpoint: parseAddress });
  return place && given && { kind: "azure", container: place.root, prefix: place.prefix, ...given };
}

function parseVercel(text: string, query: string): SingleStoreSpec | undefined {
  const address = parseAddress(text);
  const given = parseQuery(query, { prefix: like(/^[A-Za-z0-9._-]{1,100}$/) });
  if (address === undefined || given === undefined) return undefined;
  return { kind: "vercel", address, prefix: given.prefix ?? "" };
}

/** `root/some/prefix` in its parts, where the root is as it must be; the prefix ends with a slash unless it is empty. */
function parsePlace(text: string, form: RegExp): { root: string; prefix: string } | undefined {
  const [root = "", ...folders] = text.replace(/\/$/, "").split("/");
  const isFine = folders.every((folder) => /^[A-Za-z0-9_.-]+$/.test(folder) && !/^\.\.?$/.test(folder));
  if (!isFine || !form.test(root) || text.length > 260) return undefined;
  return { root, prefix: folders.map((folder) => `${folder}/`).join("") };
}

/** An http or https address without anything secret, and without a slash at its end. */
function parseAddress(text: string): string | undefined {
  if (!/^https?:\/\/[^\s?#@]+$/.test(text) || !URL.canParse(text)) return undefined;
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname.replace(/\/+$/, "")}`;
}

type Parse = (text: string) => string | undefined;

function like(form: RegExp): Parse {
  return (text) => (form.test(text) ? text : undefined);
}

/** The parameters by name; undefined when one is unknown, there twice, or not what its parser takes. */
function parseQuery<Name extends string>(query: string, parsers: Readonly<Record<Name, Parse>>) {
  const values: Partial<Record<Name, string>> = {};
  const unseen = new Set(Object.keys(parsers));
  for (const [given, text] of new URLSearchParams(query)) {
    const name = given as Name;
    const value = unseen.delete(name) ? parsers[name](text) : undefined;
    if (value === undefined) return undefined;
    values[name] = value;
  }
  return values;
}

/** The name of a store for logs: its address without parameters, which never holds a secret. */
export function storeLabel(spec: SingleStoreSpec): string {
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
