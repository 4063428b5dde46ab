import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PageContents, renderPage } from "../../src/report/html/page.ts";
import { openChromium } from "./chromium.ts";
import { madeUpManifest, ordinaryPage } from "./pages.ts";

let browser: Browser;
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "page-"));
  browser = await openChromium();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

interface Opened {
  readonly page: Page;
  /** What went wrong in the page, and what it asked for over the network. */
  readonly faults: string[];
}

async function open(
  contents: PageContents,
  width = 1280,
  colorScheme: "light" | "dark" = "light",
): Promise<Opened> {
  const file = path.join(folder, "page.html");
  await writeFile(file, renderPage(contents));
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) faults.push(`asked for ${request.url()}`);
  });
  page.on("dialog", (dialog) => faults.push(`dialog: ${dialog.message()}`));
  await page.goto(pathToFileURL(file).href);
  return { page, faults };
}

test.each([
  [320, "light"],
  [320, "dark"],
  [1280, "light"],
  [1280, "dark"],
] as const)("at %d px, %s: all is there, nothing overflows, nothing is loaded", async (width, scheme) => {
  const { page, faults } = await open(ordinaryPage(), width, scheme);
  const headings = await page.getByRole("heading", { level: 2 }).allTextContents();
  expect(headings).toEqual([
    "What takes the space",
    "The last 14 runs",
    "What other budgets would keep",
    "Why compilations missed",
    "Entries",
  ]);
  expect(
    await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
  ).toBe(0);
  expect(faults).toEqual([]);
  if (process.env["SCREENSHOTS"]) {
    await page.screenshot({
      path: path.join(process.env["SCREENSHOTS"], `page-${width}-${scheme}.png`),
      fullPage: true,
    });
  }
  await page.close();
});

test("the table sorts and searches by mouse and by keyboard", async () => {
  const { page, faults } = await open(ordinaryPage());
  const first = page.locator("#rows tr:first-child td");
  const sizes = async () => (await page.locator("#rows td:nth-child(3)").allTextContents()).slice(0, 3);
  const largest = await sizes();
  await page.getByRole("button", { name: "In the bundle" }).click();
  expect(await sizes()).not.toEqual(largest);
  expect(await page.locator("th[aria-sort=ascending]").innerText()).toContain("In the bundle");
  await page.getByRole("button", { name: "Crate or source" }).focus();
  await page.keyboard.press("Enter");
  const names = await page.locator("#rows td:first-child").allTextContents();
  expect(names).toEqual([...names].sort());
  await page.getByLabel("Search by crate").fill("SERDE");
  expect(new Set(await page.locator("#rows td:first-child").allTextContents())).toEqual(new Set(["serde"]));
  await page.getByLabel("Search by crate").fill("nowhere");
  expect(await page.getByRole("status").innerText()).toBe("0 entries");
  await page.locator("button.tile").first().click();
  expect(await first.first().innerText()).toBe(await page.getByLabel("Search by crate").inputValue());
  expect(faults).toEqual([]);
  await page.close();
});

test("a screen reader gets each chart's name and numbers, and each tile's", async () => {
  const { page } = await open(ordinaryPage());
  expect(
    await page.getByRole("img").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label"))),
  ).toEqual(["Hit rate of the last runs", "Share of hits and compile time that a budget keeps"]);
  expect(await page.locator("button.tile").first().getAttribute("aria-label")).toMatch(
    /: [\d.]+ [kM]B, \d+ entries, /,
  );
  await page.getByText("All numbers").first().click();
  expect(await page.getByRole("cell", { name: "not known" }).first().isVisible()).toBe(true);
  await page.close();
});

test("names from a bundle are text, whatever they look like", async () => {
  const evil = [
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "a\u202eb\u0000c",
    "<b>bold</b>",
    "&lt;",
  ];
  const contents = ordinaryPage(50, (i) => evil[i % evil.length] ?? "");
  const { page, faults } = await open({ ...contents, title: evil.join(" ") });
  expect(await page.locator("img, b, script:not(#data)").count()).toBe(1);
  expect(await page.locator("#rows td:first-child").allTextContents()).toContain("<b>bold</b>");
  expect(faults).toEqual([]);
  await page.close();
});

test("20,000 entries are a page of less than 2 MB, of which the first hundred are drawn", async () => {
  const manifest = madeUpManifest(20_000, (i) => `crate_number_${i % 900}`);
  const contents: PageContents = { title: "large", bundle: { manifest, fileBytes: 5e8 }, report: undefined };
  expect(Buffer.byteLength(renderPage(contents))).toBeLessThan(2e6);
  const { page, faults } = await open(contents);
  expect(await page.locator("#rows tr").count()).toBe(100);
  await page.getByRole("button", { name: "Show more" }).click();
  expect(await page.locator("#rows tr").count()).toBe(600);
  expect(faults).toEqual([]);
  await page.close();
});

test("without a bundle or without a report, the page has what there is", async () => {
  const { bundle, report } = ordinaryPage();
  const alone = await open({ title: "bundle", bundle, report: undefined });
  expect(await alone.page.getByRole("heading", { level: 2 }).allTextContents()).not.toContain(
    "Why compilations missed",
  );
  const told = await open({ title: "report", bundle: undefined, report });
  expect(await told.page.getByRole("heading", { level: 2 }).allTextContents()).not.toContain("Entries");
  expect([...alone.faults, ...told.faults]).toEqual([]);
});
