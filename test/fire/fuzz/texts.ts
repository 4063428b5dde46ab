import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, parseCommandFormat, parseSize } from "../../../src/config/config.ts";
import { inputs } from "../../../src/config/inputs.ts";
import { parseConfig } from "../../../src/config/parse-config.ts";
import { parseStore, type SingleStoreSpec } from "../../../src/config/parse-store.ts";
import { parseHandoff } from "../../../src/flow/handoff.ts";
import { parseKey } from "../../../src/key/key.ts";
import { parseToolchain } from "../../../src/key/parts.ts";
import { foreign, safeLine } from "../../../src/report/foreign.ts";
import { kindOf } from "../../../src/sccache/directory.ts";
import { parseSccacheConfig } from "../../../src/sccache/environment/sccache-config.ts";
import { follow } from "../../../src/sccache/server/log.ts";
import { parseLogLine } from "../../../src/sccache/server/log-lines.ts";
import { parseStatistics, placeOf } from "../../../src/sccache/server/statistics.ts";
import { keyOfObjectName, namePrefixOf, objectNameOf } from "../../../src/store/objects/object-names.ts";
import { parseScopedKey } from "../../../src/store/scopes.ts";
import { copyOf, parseCopy } from "../../../src/store/vercel/register.ts";
import type { FuzzTarget } from "./mutate.ts";

/** The recordings of real servers, of one kind. */
function recorded(kind: "logs" | "statistics", end: string): Buffer[] {
  const folder = join(import.meta.dirname, "../../sccache", kind);
  const names = readdirSync(folder).filter((name) => name.endsWith(end));
  return names.map((name) => readFileSync(join(folder, name)));
}

const buffers = (...texts: string[]) => texts.map((text) => Buffer.from(text));

/** @throws when it is not so */
function holds(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(what);
}

/** All numbers in a value of ours are numbers. */
function allFinite(value: unknown, where = ""): void {
  if (typeof value === "number") holds(Number.isFinite(value) && value >= 0, `${where} is ${value}`);
  else if (typeof value === "object" && value !== null) {
    for (const [name, part] of Object.entries(value)) allFinite(part, `${where}.${name}`);
  }
}

const jsonWords = [
  ...["{", "}", "[", "]", ",", ":", '"', "\\", "null", "true", "-1", "0.5", "1e308", "1e999", "{}"],
  ...["9007199254740993", "\\u0000", '"__proto__":', '"stats":', '"counts":', '"secs":'],
];

/** The parsers of text that others write: sccache's server, users, listings of stores. */
export function textTargets(): Readonly<Record<string, FuzzTarget>> {
  return {
    statistics: {
      samples: recorded("statistics", ".json"),
      words: jsonWords,
      attempt(input) {
        const read = parseStatistics(input.toString());
        if (!read) return;
        allFinite(read);
        placeOf(read);
      },
    },
    log: {
      samples: recorded("logs", ".txt"),
      words: [
        "\n",
        "]: ",
        "Hash key: ",
        "Cache hit in ",
        "0.001 s",
        "[",
        '"--crate-name"',
        "\\u{110000}",
        "Z ",
      ],
      attempt(input) {
        const log = follow();
        for (const line of input.toString().split("\n")) {
          const parsed = parseLogLine(line);
          if (parsed) log.take(parsed);
        }
        for (const one of log.finish(true)?.compilations ?? []) {
          allFinite(one.compileMs, "compileMs");
          holds(one.entry === null || kindOf(one.entry) === "object", `an entry named ${one.entry}`);
          holds(
            one.prints.every((print) => /^[\w.-]{0,35}#[0-9a-f]{6}$/.test(print)),
            "a print that is none",
          );
        }
      },
    },
    "store specs": {
      samples: buffers(
        "github",
        "local:/some/where?max-size=5G,s3://bucket/a/b?endpoint=https://host:9000/x&region=us-east-1&path-style=true",
        "azure://container/a?account=mine&endpoint=http://127.0.0.1:10000/mine, github",
        "vercel+https://cache.example.com/api?prefix=some-name,vercel",
      ),
      words: [
        "s3://",
        "?",
        "&",
        "=",
        ",",
        "..",
        "/",
        "%00",
        "%2e%2e",
        "@",
        "user:secret@",
        "#",
        "\n",
        "max-size=",
      ],
      attempt(input) {
        const spec = parseStore(input.toString());
        if (!spec) return;
        for (const level of spec.kind === "levels" ? spec.levels : [spec]) checkSpec(level);
      },
    },
    sizes: {
      samples: buffers("500M", "1.5GiB", "1048576", "0", "9007199254740991"),
      words: ["K", "iB", ".", "-", "1e9", "99999999", " "],
      attempt(input) {
        const bytes = parseSize(input.toString());
        holds(bytes === undefined || (Number.isSafeInteger(bytes) && bytes >= 0), `${bytes} bytes`);
      },
    },
    inputs: {
      samples: buffers(
        ...Object.values(inputs).map(({ name }) => `${name}\0`),
        "strategy\0custom\0key\0{prefix}-{sha}\0restore-keys\0a\nb",
        "cmd-format\0nix develop -c {0}\0lockfiles\0**/*.lock\n!a",
        "store\0s3://bucket/a\0max-size\x280M\0segment-size\x0a8M\0threads\0" + "4",
      ),
      words: ["\0", "true", "auto", "{prefix}", "{", "!", "\n", "500M", "-1", "../", "**/"],
      attempt(input) {
        const words = input.toString().split("\0");
        const given = new Map(words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1] ?? ""]] : [])));
        try {
          parseConfig((name) => given.get(name) ?? "");
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error;
        }
      },
    },
    "command formats": {
      samples: buffers("nix develop -c {0}", "docker run 'an image' {0} \"x y\""),
      words: ["{0}", "'", '"', " ", "\t"],
      attempt(input) {
        const words = parseCommandFormat(input.toString());
        holds(
          words === undefined || words.includes("{0}") || words.some((w) => w.includes("{0}")),
          "no place",
        );
      },
    },
    keys: {
      samples: buffers(
        "sccache-linux-x64-rust1.90.0.abcdef012-ci.build-matrix.0a1b2c-0123456789ab-0123456789ab",
        "sccache+overlay-linux-x64-norust-ci.build--0123456789ab",
        "heads/main:sccache-linux-x64-norust-ci.build",
      ),
      words: ["-", ":", "sccache", "+overlay", "%", "\n", "~", "heads/", "pull/7/merge:"],
      attempt(input) {
        const text = input.toString();
        parseKey(text, "sccache");
        const scoped = parseScopedKey(text);
        if (scoped) parseKey(scoped.key, "sccache");
      },
    },
    "object names": {
      samples: buffers("sccache-linux=3A=C3=A4.tar.zst", `${"a".repeat(600)}~${"0".repeat(64)}.tar.zst`),
      words: ["=", "=FF", "=2E=2E", "~", ".tar.zst", "/", "..", "ä", "🔑"],
      attempt(input) {
        const text = input.toString();
        keyOfObjectName(text);
        const name = objectNameOf(text);
        const back = keyOfObjectName(name);
        holds(back === "cut" || back?.key === text, "the key of its name is another");
        holds(name.startsWith(namePrefixOf([...text].slice(0, 20).join(""))), "its name begins otherwise");
      },
    },
    "foreign text": {
      samples: buffers("std::vec of serde", "::error::x", "##[group]a", "##vso[task]"),
      words: [
        "::",
        "##[",
        "##vso[",
        "\n",
        "\r",
        "\u2028",
        "\u202e",
        "\u200b",
        "\u00ad",
        "\x1b[31m",
        "\x85",
        "\x7f",
      ],
      attempt(input) {
        const text = input.toString();
        for (const line of [foreign(text), safeLine(text)]) {
          holds(
            !/[\p{Cc}\u2028\u2029\u202a-\u202e]/u.test(line),
            `control characters in ${JSON.stringify(line)}`,
          );
          holds(
            !/^[\s\p{DI}]*:\p{DI}*:|#\p{DI}*#\p{DI}*\[/u.test(line),
            `a command in ${JSON.stringify(line)}`,
          );
        }
      },
    },
    toolchains: {
      samples: buffers(
        "rustc 1.90.0 (abcdef012 2026-01-01)\nbinary: rustc\ncommit-hash: abcdef0123456789\nhost: x86_64-unknown-linux-gnu\nrelease: 1.90.0\nLLVM version: 21.1.0\n",
      ),
      words: ["\n", "rustc ", "release: ", "commit-hash: "],
      attempt: (input) => void parseToolchain(input.toString()),
    },
    "configurations of sccache": {
      samples: buffers(
        '[cache.disk]\ndir = "/tmp/x"\nsize = 7516192768\n[cache.s3]\nbucket = "name"\n[cache.multilevel]\nchain = ["disk", "s3"]\n',
        '{"cache": {"disk": {"dir": "/tmp", "size": "10G"}, "multilevel": {"chain": [1, null]}}}',
      ),
      words: [
        ...jsonWords,
        "[[",
        "]]",
        "[cache.disk]",
        "=",
        "'''",
        '"""',
        "#",
        "\n",
        "0x",
        "inf",
        "1979-05-27",
      ],
      attempt(input) {
        for (const isJson of [true, false]) {
          const { disk, chain } = parseSccacheConfig(input.toString(), isJson);
          holds(chain === undefined || chain.every((one) => typeof one === "string"), "a chain of no names");
          const size = disk?.sizeBytes;
          holds(size === undefined || (Number.isFinite(size) && size >= 0), `a size of ${size}`);
        }
      },
    },
    registers: {
      samples: buffers(
        copyOf({
          listed: [{ key: "a-b-c", id: "one", bytes: 5, savedMs: 7 }],
          removed: [{ id: "other", savedMs: 1 }],
        }),
      ),
      words: jsonWords,
      attempt(input) {
        const said = parseCopy(input.toString());
        const again = parseCopy(copyOf(said));
        holds(again.listed.length === Math.min(512, said.listed.length), "a bundle is not listed any more");
      },
    },
    handoffs: {
      samples: buffers(
        JSON.stringify({
          format: 4,
          config: {},
          context: { workspace: "/w" },
          directory: "/d",
          keys: { primary: "a" },
          readyAtMs: 5,
          sccache: { path: "/s", version: null },
          server: { address: { kind: "port", port: 1 } },
          restore: { outcome: { kind: "missed" }, seconds: 1, phases: [] },
          base: { kind: "restored", bundle: { key: "a", manifestFile: "/m" } },
          overlay: { kind: "missed" },
        }),
      ),
      words: jsonWords,
      attempt: (input) => void parseHandoff(input.toString()),
    },
  };
}

/** What a spec names is in the place that it names, and holds no secret. */
function checkSpec(spec: SingleStoreSpec): void {
  const { prefix = "", endpoint = "", address = "" } = { ...spec } as Partial<Record<string, string>>;
  // Of a prefix at Vercel only a hash is sent.
  const isPath = spec.kind !== "vercel";
  holds(!isPath || !prefix.split("/").some((part) => /^\.{1,2}$/.test(part)), `the prefix ${prefix}`);
  for (const url of [endpoint, address]) holds(!/[@?#\s]/.test(url), `the address ${url}`);
  if (spec.kind === "local" && spec.maxBytes !== undefined) allFinite(spec.maxBytes, "maxBytes");
}
