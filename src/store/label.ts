import type { SingleStoreSpec } from "../config/config.ts";

type SpecOf<K extends SingleStoreSpec["kind"]> = Extract<SingleStoreSpec, { readonly kind: K }>;

/** The names of stores for logs: their addresses without parameters, which never hold a secret. */
export function s3Label({ bucket, prefix }: SpecOf<"s3">): string {
  return `s3://${bucket}/${prefix}`.replace(/\/$/, "");
}

export function azureLabel({ container, prefix }: SpecOf<"azure">): string {
  return `azure://${container}/${prefix}`.replace(/\/$/, "");
}

/** Two projects of one team differ in their prefix. */
export function vercelLabel({ address, prefix }: SpecOf<"vercel">): string {
  const place = address === "https://api.vercel.com" ? "vercel" : `vercel+${address}`;
  return prefix === "" ? place : `${place}?prefix=${prefix}`;
}
