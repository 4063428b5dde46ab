import { randomInt } from "node:crypto";
import { connect, createServer } from "node:net";
import type { Env } from "../../config/config.ts";

/** Where an sccache server listens: a port of this machine, or a Unix domain socket. */
export type ServerAddress = { kind: "port"; port: number } | { kind: "socket"; path: string };

/** https://github.com/mozilla/sccache/blob/main/src/commands.rs `DEFAULT_PORT` */
const defaultPort = 4226;

/**
 * Where sccache, started with this environment, looks for its server. As sccache does, takes SCCACHE_SERVER_UDS
 * before SCCACHE_SERVER_PORT, ignores sockets on Windows and uses the default port when the given one is no port.
 */
export function serverAddress(env: Env, platform: NodeJS.Platform): ServerAddress {
  const socket = env["SCCACHE_SERVER_UDS"] ?? "";
  if (socket !== "" && platform !== "win32") return { kind: "socket", path: socketPath(socket, platform) };
  const port = env["SCCACHE_SERVER_PORT"] ?? "";
  const usable = /^\d{1,5}$/.test(port) && Number(port) <= 65_535;
  return { kind: "port", port: usable ? Number(port) : defaultPort };
}

/**
 * The address that the user has set, or undefined: a port that sccache cannot read, for which it takes its default, is
 * none; nor is port 0, at which a server is not found again, nor a relative path, since it leaves the folder it was started in.
 */
export function givenAddress(env: Env, platform: NodeJS.Platform): ServerAddress | undefined {
  const address = serverAddress(env, platform);
  const isDefault =
    address.kind === "port" && (address.port === 0 || env["SCCACHE_SERVER_PORT"] !== String(address.port));
  const isRelative = address.kind === "socket" && !/^[/\0]/.test(address.path);
  return isDefault || isRelative ? undefined : address;
}

/** The variables with which sccache finds its server at `address`, whatever else the environment says. */
export function addressVariables(address: ServerAddress): Record<string, string> {
  if (address.kind === "port") return { SCCACHE_SERVER_PORT: String(address.port) };
  return { SCCACHE_SERVER_UDS: spelledOut(address.path) };
}

/** The longest path that a socket gets. The system's limit is 104 bytes on macOS and 108 on Linux, with the zero at the end. */
export const mostSocketBytes = 99;

/**
 * A port of this machine that nothing listens at. It is below those that systems give out by themselves, so that until a server
 * starts there no connection or other server gets it by chance.
 */
export async function freePort(): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
    if (tries === 100) throw new Error("no port of this machine is free");
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((answer) => {
    server.once("error", () => answer(false));
    server.listen(port, "127.0.0.1", () => server.close(() => answer(true)));
  });
}

/** On Linux a leading `\x00`, spelled out, means a socket in the abstract namespace; its name has escapes. */
function socketPath(given: string, platform: NodeJS.Platform): string {
  if (platform !== "linux" || !given.startsWith("\\x00")) return given;
  return given.replaceAll(/\\x([0-9a-fA-F]{2})/g, (_escape, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** As sccache wants it: no variable can hold a zero. */
function spelledOut(path: string): string {
  if (!path.startsWith("\0")) return path;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be replaced
  return path.replaceAll(/[\0-\x1f\\]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

/**
 * Whether something on this machine accepts connections at `address` within `limitMs`. Sends nothing, so it starts, stops
 * and disturbs no server. Whatever prevents the connection is a no.
 */
export function isListening(address: ServerAddress, limitMs = 2_000): Promise<boolean> {
  return new Promise((resolve) => {
    const place =
      address.kind === "port" ? { host: "127.0.0.1", port: address.port } : { path: address.path };
    const socket = connect({ ...place, timeout: limitMs });
    const answer = (listening: boolean): void => {
      socket.destroy();
      resolve(listening);
    };
    socket.once("connect", () => answer(true));
    // Not before the answer is read that may be there: after a time in which this process did not run, timers are first.
    socket.once("timeout", () => setImmediate(() => answer(false)));
    socket.once("error", () => answer(false));
  });
}
