import { parseArgs } from "node:util";
import { startCacheService } from "./service.ts";
import type { Scope } from "./token.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    ref: { type: "string", default: "refs/heads/main" },
    base: { type: "string" },
    "read-only": { type: "boolean", default: false },
    folder: { type: "string" },
    azure: { type: "boolean", default: false },
    "quota-bytes": { type: "string" },
    "latency-ms": { type: "string" },
    "bytes-per-second": { type: "string" },
    "bytes-per-second-per-connection": { type: "string" },
  },
});

const number = (name: string, text: string | undefined) =>
  text === undefined ? {} : { [name]: Number(text) };
const scope: Scope = {
  ref: values.ref,
  readOnly: values["read-only"],
  ...(values.base === undefined ? {} : { base: values.base }),
};

const service = await startCacheService({
  port: Number(values.port),
  azure: values.azure,
  ...(values.folder === undefined ? {} : { folder: values.folder }),
  ...number("quotaBytes", values["quota-bytes"]),
  ...number("latencyMs", values["latency-ms"]),
  ...number("bytesPerSecond", values["bytes-per-second"]),
  ...number("bytesPerSecondPerConnection", values["bytes-per-second-per-connection"]),
});
console.log(JSON.stringify(service.env(scope)));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void service.close());
