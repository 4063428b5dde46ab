import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRawAsset, isSea } from "node:sea";
import { fileURLToPath } from "node:url";
import type * as binding from "zstd-napi/binding.js";
import { checkOutline, ZstdError } from "./frame.ts";
import { decoding, type FrameOptions, parametersOf, type Zstd, zlibHasZstd, zlibZstd } from "./zstd.ts";

/**
 * Returns a zstd for this thread: the native one when its binding loads from `file`, else node:zlib's, and why. Both read and
 * write the same format; node:zlib is slower. A single executable brings its binding.
 * @throws {Error} when there is neither.
 */
export function openZstd(file?: string): { readonly zstd: Zstd; readonly fallbackReason?: string } {
  try {
    if (file === undefined && isSea()) return { zstd: withEmbeddedBinding(loadNapiZstd) };
    return { zstd: loadNapiZstd(file ?? bindingFile()) };
  } catch (error) {
    const fallbackReason = `the native zstd does not load: ${firstLine(error)}`;
    if (zlibHasZstd()) return { zstd: zlibZstd, fallbackReason };
    throw new Error(
      `No zstd for ${process.platform}-${process.arch} with Node ${process.versions.node}: ${fallbackReason}, ` +
        "and node:zlib has none before Node 22.15. Use Node 24.",
      { cause: error },
    );
  }
}

/** What matters of Node's message: the rest lists the modules that asked for the file. */
function firstLine(error: unknown): string {
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return line;
}

/** zstd-napi's, and what scripts/zstd/binding.cc adds to it. */
type Binding = typeof binding & { preferLargePages(untouched: Uint8Array): void };

/**
 * Up to here frames share one context, which halves their time. Larger ones have one each: its memory goes
 * back, and the positions a context counts never reach the 3.5 GB at which zstd renumbers them within a frame,
 * so that equal calls give equal bytes whatever came before.
 */
const SMALL_BYTES = 2 ** 20;

/**
 * Up to here a frame is written where the one before was, and copied: V8 counts all of a buffer, most of which a frame
 * leaves empty, and collects garbage each time it has counted some ten megabytes.
 */
const LARGE_BYTES = 160_000_000;

/** Up to here content is decoded there, too. More would take memory, once touched, for as long as the thread lives. */
const KEPT_BYTES = 2 ** 24;

/** `ZSTD_d_forceIgnoreChecksum` of zstd.h, which zstd-napi does not name. */
const ignoreChecksum = 1002 as binding.DParameter;

/** From here on memory is worth a call to the system. */
const MANY_PAGES_BYTES = 2 ** 22;

/**
 * Returns where the binding for this platform is, whether there is one or not: in the folder zstd beside the
 * bundled code, or in dist/zstd as seen from the source.
 */
export function bindingFile(platform: string = process.platform, arch: string = process.arch): string {
  const folder = import.meta.url.endsWith(".ts") ? "../../dist/zstd/" : "./zstd/";
  return fileURLToPath(new URL(`${folder}${platform}-${arch}.node`, import.meta.url));
}

/**
 * Zstd by the native binding in `file`. Keeps the buffer of its largest frame for the next, but of a large one; use it in one thread.
 * @throws {Error} when the binding does not load here: no such file, another platform, another C library.
 */
export function loadNapiZstd(file: string): Zstd {
  const native = createRequire(import.meta.url)(file) as Binding;
  const decoder = new native.DCtx();
  const trustingDecoder = new native.DCtx();
  trustingDecoder.setParameter(ignoreChecksum, 1);
  const smallEncoder = new native.CCtx();
  let scratch: Buffer = Buffer.alloc(0);
  let large: Buffer | undefined;
  const tidy = () => {
    if (large?.buffer instanceof ArrayBuffer) large.buffer.transfer(0); // at once: the garbage collector may wait for long
    large = undefined;
  };
  const allocate = (bytes: number): Buffer => {
    const memory = Buffer.allocUnsafeSlow(bytes);
    if (bytes >= MANY_PAGES_BYTES) native.preferLargePages(memory);
    return memory;
  };
  const ownRoom = (bytes: number): Buffer => {
    if (bytes > KEPT_BYTES) {
      large = allocate(bytes);
      return large;
    }
    if (scratch.byteLength < bytes) scratch = allocate(bytes);
    return scratch;
  };
  return {
    name: "zstd-napi",

    compress(content, options) {
      const bound = native.compressBound(content.byteLength);
      const isLarge = content.byteLength > LARGE_BYTES;
      if (!isLarge && scratch.byteLength < bound) scratch = allocate(bound);
      const room = isLarge ? Buffer.allocUnsafeSlow(bound) : scratch;
      const encoder = content.byteLength > SMALL_BYTES ? new native.CCtx() : smallEncoder;
      const written = configure(native, encoder, options).compress2(room, content);
      // Of that memory only the pages that were written are real.
      if (isLarge) return room.subarray(0, written);
      const frame = Buffer.allocUnsafeSlow(written);
      scratch.copy(frame, 0, 0, written);
      return frame;
    },

    decompressWithin(frame, most, room) {
      const bound = Math.min(checkOutline(frame).mostBytes, most);
      tidy();
      const into = (memory: Buffer) => {
        const within = memory.subarray(0, bound);
        return within.subarray(
          0,
          decoding(() => decoder.decompress(within, frame)),
        );
      };
      try {
        if (room !== undefined) return into(room);
      } catch (error) {
        // By its blocks a frame may hold half as much again as it does, so the room is tried first.
        if (!(error instanceof ZstdError) || (room?.length ?? 0) >= bound) throw error;
      }
      return into(ownRoom(bound));
    },

    decompressVerified(frame, most, room) {
      const bound = Math.min(checkOutline(frame).mostBytes, most);
      return room.subarray(
        0,
        decoding(() => trustingDecoder.decompress(room.subarray(0, bound), frame)),
      );
    },

    tidy,

    allocate,
  };
}

/** Makes `context` a new one, with these options. */
function configure(native: Binding, context: binding.CCtx, options: FrameOptions): binding.CCtx {
  context.reset(native.ResetDirective.sessionAndParameters);
  for (const [name, value] of parametersOf(options)) {
    context.setParameter(native.CParameter[name], value);
  }
  return context;
}

/** What the binding is called within a single executable. */
export const embeddedBinding = "zstd.node";

/**
 * Gives `load` the binding that this single executable holds as a file, since the system loads libraries from files alone. The
 * file is removed afterwards; what was loaded is kept.
 * @throws {Error} when there is no place for it, and what `load` throws
 */
function withEmbeddedBinding<T>(load: (file: string) => T): T {
  // Others may write to the temporary folder, but not to a folder of our own in it.
  const folder = mkdtempSync(join(tmpdir(), "sccache-bundle-"));
  try {
    const file = join(folder, embeddedBinding);
    writeFileSync(file, new Uint8Array(getRawAsset(embeddedBinding)), { mode: 0o600 });
    return load(file);
  } finally {
    try {
      rmSync(folder, { recursive: true });
    } catch {
      // Windows keeps the file of a library that is loaded.
    }
  }
}
