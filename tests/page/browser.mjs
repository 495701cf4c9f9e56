// Debian's Chromium, driven by playwright-core, and axe that looks at every view.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.join(process.env.OUTFIELD_CLIENTS, "node_modules/"));
const { chromium } = require("playwright-core");
const { default: AxeBuilder } = require("@axe-core/playwright");

export const url = process.env.OUTFIELD_URL;

// A page that fails the test when a script throws, or when a request leaves the server's own origin.
export async function open(test, options = {}) {
  const browser = await chromium.launch({ executablePath: process.env.OUTFIELD_CHROMIUM, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  const context = await browser.newContext({ reducedMotion: "reduce", acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults = [];
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) faults.push(message.text());
  });
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url)) faults.push(`foreign: ${request.url()}`);
  });
  test.after(async () => {
    await browser.close();
    assert.deepEqual(faults, []);
  });
  return page;
}

export async function logIn(page) {
  await page.goto(`${url}/`);
  await page.getByLabel("Login").fill(process.env.OUTFIELD_LOGIN);
  await page.getByLabel("Password", { exact: true }).fill(process.env.OUTFIELD_PASSWORD);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("navigation").getByRole("link", { name: "Objects" }).waitFor({ state: "attached" });
}

export async function go(page, name) {
  await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

// Everything that axe finds, in words.
export async function barriers(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]).analyze();
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.failureSummary}`));
}
