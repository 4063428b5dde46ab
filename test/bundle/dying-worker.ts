import { parentPort } from "node:worker_threads";

/** A worker that ends under the task `encode`, and answers every other with its own thread's zstd make. */
parentPort?.on("message", ({ name }: { name: string }) => {
  if (name === "encode") process.exit(3);
  parentPort?.postMessage({ kind: "done", value: name });
});

parentPort?.postMessage({ kind: "up" });
