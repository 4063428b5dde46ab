import { spawn } from "node:child_process";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../src/sccache/server/address.ts";

/** A server for tests, in a process of its own that ends with `close()`, or else with this process. */
export interface TestServer {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a server on a free port of 127.0.0.1, and waits until it listens. @throws {Error} with what it said */
export async function startServer(command: (port: number) => ServerCommand): Promise<TestServer> {
  const port = await freePort();
  const { program, args, env = {} } = command(port);
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  const said: Buffer[] = [];
  // The last words are enough to say what went wrong.
  const hear = (chunk: Buffer) => {
    said.push(chunk);
    if (said.length > 50) said.shift();
  };
  for (const stream of [child.stdout, child.stderr]) stream.on("data", hear);
  const ended = new Promise<void>((done) => {
    child.once("error", (error) => {
      said.push(Buffer.from(error.message));
      done();
    });
    child.once("close", () => done());
  });
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  const close = async () => {
    process.removeListener("exit", kill);
    kill();
    await ended;
  };
  // However long it takes: whoever waits for it has a limit.
  while (child.exitCode === null && child.pid !== undefined) {
    if (await listens(port)) return { port, url: `http://127.0.0.1:${port}`, close };
    await sleep(100);
  }
  await close();
  throw new Error(`${program} does not listen on port ${port}: ${Buffer.concat(said)}`);
}

function listens(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", () => answer(false));
    socket.once("connect", () => {
      socket.destroy();
      answer(true);
    });
  });
}
