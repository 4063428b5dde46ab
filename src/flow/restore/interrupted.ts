import type { Env } from "../../config/config.ts";
import { openServer, type ServerRef } from "../../sccache/server/server.ts";

/** What asks a process to end: Ctrl+C, a cancelled job, a terminal that is closed. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * What comes of `work`, which tells each server before it starts it. If it fails, or this process is asked to end meanwhile, those are
 * stopped first: nobody knows of them yet, and by themselves they would run for hours.
 */
export async function stoppingServers<T>(
  work: (onStart: (server: ServerRef) => void) => Promise<T>,
  env: Env,
): Promise<T> {
  const begun: ServerRef[] = [];
  const stopAll = async () => {
    // The work may go on meanwhile and start another one.
    for (const server of begun) await openServer(server, { env }).stop();
  };
  const end = async (signal: NodeJS.Signals) => {
    ignore();
    await stopAll();
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const ignore = () => {
    for (const signal of signals) process.removeListener(signal, end);
  };
  for (const signal of signals) process.on(signal, end);
  try {
    return await work((server) => begun.push(server));
  } catch (error) {
    await stopAll();
    throw error;
  } finally {
    ignore();
  }
}
