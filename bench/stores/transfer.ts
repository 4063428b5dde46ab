/** One transfer in a process of its own, told by one JSON argument; prints what it took as JSON. */
import { azureStore } from "../../src/store/objects/azure.ts";
import { s3Store } from "../../src/store/objects/s3.ts";
import type { Store } from "../../src/store/store.ts";
import { peakBytes } from "../measure/peak-bytes.ts";
import { bareTransfer } from "./bare.ts";
import type { Place, Way } from "./place.ts";

export type Side = "store" | "bare";

export interface Transfer {
  readonly place: Place;
  readonly way: Way;
  readonly side: Side;
  readonly file: string;
}

export interface Took {
  readonly seconds: number;
  readonly peakBytes: number;
}

if (import.meta.main) {
  const { place, way, side, file } = JSON.parse(process.argv[2] ?? "") as Transfer;
  const startMs = performance.now();
  if (side === "bare") await bareTransfer(way, place, file);
  else if (way === "up") await openStore(place).put("bundle", file);
  else await openStore(place).fetch({ key: "bundle", fallbacks: [] }, file);
  const seconds = (performance.now() - startMs) / 1000;
  console.log(JSON.stringify({ seconds, peakBytes: peakBytes() } satisfies Took));
}

function openStore({ kind, url, root }: Place): Store {
  return kind === "s3"
    ? s3Store({ kind, bucket: root, prefix: "", endpoint: url, pathStyle: true }, { env: process.env })
    : azureStore({ kind, container: root, prefix: "" }, { env: { AZURE_STORAGE_CONNECTION_STRING: url } });
}
