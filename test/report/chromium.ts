import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";

const call = promisify(execFile);
const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** A real Chromium: the one that TEST_CHROMIUM names, one that is installed, or Debian's, installed now where we may. */
export async function openChromium(): Promise<Browser> {
  const executablePath = process.env["TEST_CHROMIUM"] ?? (await installed()) ?? (await install());
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}

async function installed(): Promise<string | undefined> {
  for (const place of places) {
    const isThere = await access(place).then(
      () => true,
      () => false,
    );
    if (isThere) return place;
  }
  return undefined;
}

async function install(): Promise<string> {
  if (process.getuid?.() !== 0) {
    throw new Error(
      "These tests need Chromium: install it (apt-get install chromium), or name one in TEST_CHROMIUM.",
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env, maxBuffer: 64 * 1024 * 1024 };
  const begin = async () => {
    await call("apt-get", ["update", "-q"], options);
    await call("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], options);
  };
  // What it downloads may fail once.
  await begin().catch(begin);
  const found = await installed();
  if (!found) throw new Error("apt-get installed chromium, but it is nowhere to be found");
  return found;
}
