import type { Manifest } from "../../src/bundle/format/manifest.ts";
import type { PageContents } from "../../src/report/html/page.ts";
import { makeReport } from "../../src/report/make-report.ts";
import { restoredOutcome } from "./made-up-outcome.ts";

const crates = [
  "syn",
  "serde",
  "tokio",
  "hyper",
  "regex_automata",
  "clap_builder",
  "rustls",
  "bevy_render",
  "libc",
  "proc_macro2",
  "zstd_sys",
  "main.o",
  "tracing_core",
  "futures_util",
  "openssl_sys",
  "memchr",
  "image",
  "naga",
  "wgpu_core",
  "h2",
];

/** A bundle of made-up entries: sizes and times fall off as those of real crates do. The same every time. */
export function madeUpManifest(count: number, label: (i: number) => string): Manifest {
  let seed = 7;
  const random = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  const entries = Array.from({ length: count }, (_, i) => {
    const bytes = Math.round(2_000 + 6e6 * random() ** 6);
    const hex = Array.from({ length: 64 }, () => Math.floor(random() * 16).toString(16)).join("");
    const language = random() < 0.8 ? "rust" : "c";
    return {
      name: `${hex[0]}/${hex[1]}/${hex}`,
      bytes,
      storedBytes: Math.round(bytes / 4),
      lastUse: 1_795_000_000,
      runs: 1 + Math.floor(random() * 20),
      lastRun: random() < 0.85 ? 12 : 11,
      label: label(i),
      language,
      costMs: random() < 0.9 ? Math.round(bytes / 700) : null,
      prints: null,
      segment: 0,
    };
  });
  const rawBytes = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    creator: "sccache-bundle 0.1.0",
    created: 1_795_000_000,
    sccacheVersion: "0.16.0",
    toolchain: "rustc 1.95.0 (59807616e 2026-04-14)",
    ...{ family: undefined, limitedBy: undefined },
    base: null,
    ref: "refs/heads/main",
    parents: [],
    ancestors: [],
    run: { id: "12", clock: 12, complete: true },
    history: Array.from({ length: 14 }, (_, i) => ({
      id: String(i),
      endedAt: 1_794_000_000 + i * 70_000,
      complete: i !== 4,
      used: 400,
      hits: i === 7 ? null : Math.round(100 * Math.min(0.98, 0.2 + i * 0.09 - (i === 9 ? 0.5 : 0))),
      misses: i === 7 ? null : 100 - Math.round(100 * Math.min(0.98, 0.2 + i * 0.09 - (i === 9 ? 0.5 : 0))),
      compileFails: 1,
      savedMs: i === 7 ? null : 60_000 + i * 4_000,
      hitsWithTime: i === 7 ? null : 100,
      restoreMs: 1_800,
      bundleBytes: 50e6 + i * 2e6,
    })),
    environment: {},
    level: 3,
    segments: [{ offset: 0, bytes: Math.round(rawBytes / 6), rawBytes, sha256: "0".repeat(64) }],
    entries,
  };
}

/** A page as a project of some hundred crates has it, with a report of a run that missed. */
export function ordinaryPage(
  count = 420,
  label = (i: number) => crates[i % 160] ?? `crate_${i % 160}`,
): PageContents {
  const manifest = madeUpManifest(count, label);
  const report = makeReport({
    step: "save",
    store: "github",
    key: {
      primary: "sccache-linux-x64-rust1.95.0.59807616e-ci.build-m0-0123456789abcdef",
      fallbacks: [],
      explanation: [],
    },
    history: manifest.history,
    restore: {
      outcome: restoredOutcome({
        ref: "refs/heads/main",
        bundleBytes: 57e6,
        entries: 400,
        entryBytes: 3e8,
      }),
      seconds: 1.8,
      phases: [],
    },
    build: {
      counts: {
        hits: 380,
        misses: 40,
        errors: 0,
        compileFails: 1,
        writeErrors: 0,
        requests: 470,
        calls: { lookedUp: 420, errors: 0, failed: 1, notCacheable: 0, notCached: 0, others: 49 },
        languages: [],
        notCacheable: [],
        location: "",
      },
      noCounts: null,
      evidence: "log",
      savedSeconds: 212,
      hitsWithTime: 380,
      missed: [],
    },
    explanation: {
      misses: [],
      causes: [
        {
          class: "lockfile",
          detail: "The lockfile has changed: another version of the crate, or of one that it depends on",
          remedy: null,
          compilations: 22,
          seconds: 61,
          labels: ["wgpu_core", "naga", "image"],
        },
        {
          class: "environment",
          detail: "RUSTFLAGS differs from the run that saved the bundle",
          remedy:
            "sccache's keys depend on RUSTFLAGS: set it to the same value in every job that shares this bundle, for the whole job.",
          compilations: 12,
          seconds: 24,
          labels: ["syn", "serde"],
        },
        {
          class: "changed",
          detail: "Its source, a crate that it depends on, or a variable that it reads has changed",
          remedy: null,
          compilations: 6,
          seconds: 9.2,
          labels: ["app", "app_core"],
        },
      ],
    },
  });
  return {
    title: "sccache-linux-x64-rust1.95.0.59807616e-ci.build-m0-0123456789abcdef.tar.zst",
    bundle: { manifest, fileBytes: manifest.segments[0]?.bytes ?? 0 },
    report,
  };
}
