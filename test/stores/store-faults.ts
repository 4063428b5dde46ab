import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Store, StoreError } from "../../src/store/store.ts";
import { smallDisk } from "../disk/small-disk.ts";
import type { Fault, Seen, TestProxy } from "./proxy.ts";

export interface Faulty {
  /** An empty store of its own, which reaches its server through `proxy`. */
  readonly store: Store;
  /** The same place once more, as another job opens it. */
  readonly other: Store;
  readonly proxy: TestProxy;
  /** How this service says that it is asked too often. */
  readonly throttled: Fault;
  /** How it says that it does not believe the credentials. */
  readonly denied: Fault;
  /** Whether a request brings bytes of a bundle, or takes some. */
  readonly isDownload: (request: Seen) => boolean;
  readonly isUpload: (request: Seen) => boolean;
  /** The same key with other content, past the store. */
  replace(key: string): Promise<void>;
  /** What must never be said. */
  readonly secrets: readonly string[];
  close(): Promise<void>;
}

/** What every store on a network promises when things go wrong. */
export function storeFaults(name: string, open: () => Promise<Faulty>): void {
  describe(`${name} when things go wrong`, () => {
    const body = randomBytes(20_000_000);
    let faulty: Faulty;
    let folder: string;
    let target: string;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "store-faults-"));
      target = join(folder, "target");
      await mkdir(target);
      faulty = await open();
    });
    afterEach(async () => {
      await faulty.close();
      await rm(folder, { recursive: true, force: true });
    });

    const lookup = (signal?: AbortSignal) =>
      faulty.store.lookup({ key: "k", fallbacks: ["k-"] }, signal === undefined ? {} : { signal });
    const fetch = (signal?: AbortSignal) =>
      faulty.store.fetch(
        { key: "k", fallbacks: [] },
        join(target, "into"),
        signal === undefined ? {} : { signal },
      );
    const put = async (store = faulty.store) => {
      await writeFile(join(folder, "from"), body);
      return store.put("k", join(folder, "from"));
    };
    const troubleOf = async (call: Promise<unknown>): Promise<StoreError> => {
      const error = await call.then(
        (answer) => Promise.reject(new Error(`it should have failed: ${inspect(answer)}`)),
        (error: unknown) => error,
      );
      if (!(error instanceof StoreError)) throw error;
      for (const secret of faulty.secrets) expect(inspect(error, { depth: 9 })).not.toContain(secret);
      expect(error.message).toMatch(new RegExp(`^${faulty.store.label.replace(/[?+.]/g, "\\$&")}: [^\\n]+$`));
      return error;
    };
    const expectWhole = async () => {
      expect(await fetch()).toEqual({ kind: "hit", key: "k", bytes: body.length });
      expect((await readFile(join(target, "into"))).equals(body)).toBe(true);
      expect(await readdir(target)).toEqual(["into"]);
    };

    test("throttling is worth another try, and heals", async () => {
      faulty.proxy.rule(() => faulty.throttled);
      for (const call of [lookup, fetch, put]) {
        expect(await troubleOf(call())).toMatchObject({ reason: "unavailable", retryable: true });
      }
      faulty.proxy.rule(() => undefined);
      expect(await put()).toMatchObject({ kind: "stored" });
      await expectWhole();
    });

    test("credentials that it does not believe", async () => {
      faulty.proxy.rule(() => faulty.denied);
      for (const call of [lookup, fetch, put]) {
        expect(await troubleOf(call())).toMatchObject({ reason: "denied", retryable: false });
      }
    });

    test("a server that is gone", async () => {
      await faulty.proxy.close();
      for (const call of [lookup, fetch, put]) {
        expect(await troubleOf(call())).toMatchObject({ reason: "unavailable", retryable: true });
      }
    });

    test("a server that never answers can be left", async () => {
      faulty.proxy.rule(() => ({ hang: true }));
      for (const ask of [lookup, fetch]) {
        const stop = new AbortController();
        const asked = ask(stop.signal);
        stop.abort(new StoreError("enough", { reason: "unavailable" }));
        await expect(asked).rejects.toThrow("enough");
      }
      expect(await readdir(target)).toEqual([]);
    });

    test("a download that is always cut leaves nothing, and heals", async () => {
      await put();
      faulty.proxy.rule((request) => (faulty.isDownload(request) ? { cutAfterBytes: 1_000_000 } : undefined));
      const { reason, retryable } = await troubleOf(fetch());
      expect(["broken", "unavailable"]).toContain(reason);
      expect(retryable).toBe(true);
      expect(await readdir(target)).toEqual([]);
      faulty.proxy.rule(() => undefined);
      await expectWhole();
    });

    test("an upload that is cut is not found, and heals", async () => {
      faulty.proxy.rule((request) =>
        faulty.isUpload(request) ? { cutUploadAfterBytes: 1_000_000 } : undefined,
      );
      expect(await troubleOf(put())).toMatchObject({ reason: "unavailable", retryable: true });
      faulty.proxy.rule(() => undefined);
      expect(await lookup()).toEqual({ kind: "miss" });
      expect(await put()).toMatchObject({ kind: "stored" });
      await expectWhole();
    });

    test("a bundle that is replaced while it is read leaves nothing", async () => {
      await put();
      let replacing: Promise<void> | undefined;
      faulty.proxy.rule(async (request) => {
        if (!faulty.isDownload(request)) return undefined;
        replacing ??= faulty.replace("k");
        await replacing; // all that is read, since a server that is asked meanwhile may fail
        return undefined;
      });
      expect(await troubleOf(fetch())).toMatchObject({ reason: "broken", retryable: true });
      expect(replacing).toBeDefined();
      expect(await readdir(target)).toEqual([]);
    });

    test("a target that cannot be written is the disk's trouble", async () => {
      await put();
      const into = join(folder, "nowhere", "into");
      const error = await troubleOf(faulty.store.fetch({ key: "k", fallbacks: [] }, into));
      expect(error).toMatchObject({ retryable: false, cause: { code: "ENOENT" } });
    });

    // A file system of its own is to be had without administrator's rights on Linux alone.
    if (process.platform === "linux") {
      test("a target whose disk is really full is told, leaves nothing, and heals", async () => {
        await put();
        const { path } = await smallDisk({ size: "4m" });
        const into = join(path, "into");
        const error = await troubleOf(faulty.store.fetch({ key: "k", fallbacks: [] }, into));
        expect(error).toMatchObject({ reason: "full", retryable: false, cause: { code: "ENOSPC" } });
        expect(await readdir(path)).toEqual([]);
        await expectWhole();
      });
    }

    test("what another job saved is taken", async () => {
      expect(await put(faulty.other)).toMatchObject({ kind: "stored" });
      expect(await put()).toEqual({ kind: "taken" });
      await expectWhole();
    });
  });
}
