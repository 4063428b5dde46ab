import { type TaskName, tasks } from "../tasks/tasks.ts";
import type { Said } from "./child.ts";
import { peakBytes } from "./peak-bytes.ts";

/** A child of the benchmarks: does the one task that it is sent, says what it cost, and ends. */
process.once("message", (ask) => {
  void work(process.argv[2] as TaskName, ask).then(
    (said) => process.send?.(said, () => process.exit()), // whatever timers a client has left behind
  );
});

async function work(name: TaskName, ask: unknown): Promise<Said<unknown>> {
  try {
    const run = await tasks[name](ask as never);
    const cpu = process.cpuUsage();
    const startMs = performance.now();
    const value = await run();
    const wallSeconds = (performance.now() - startMs) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return { measured: { value, wallSeconds, cpuSeconds: (user + system) / 1e6, peakBytes: peakBytes() } };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
