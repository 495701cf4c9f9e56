// Debian's Chromium, driven by playwright-core, and axe that looks at what it shows.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";
import test from "node:test";

const require = createRequire(path.join(process.env.OUTFIELD_CLIENTS, "node_modules/"));
const { chromium } = require("playwright-core");
const { default: AxeBuilder } = require("@axe-core/playwright");

export const url = process.env.OUTFIELD_URL;
export const login = process.env.OUTFIELD_LOGIN;
export const password = process.env.OUTFIELD_PASSWORD;

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];
const patience = 60_000; // milliseconds: for a condition on a machine that does much else

const isWithin = /^(data|blob|chrome|chrome-extension):/; // the last two have the browser's own view of a PDF
const isOwn = (address) => address.startsWith(`${url}/`);
const underWay = new WeakMap(); // page -> its questions to the server that have no answer yet

function watchRequests(page) {
  const open = new Set();
  underWay.set(page, open);
  let isLeaving = false;
  page.on("framenavigated", (frame) => {
    if (!isLeaving || frame !== page.mainFrame()) return;
    isLeaving = false;
    open.clear(); // of what it cut off nothing is told
  });
  page.on("request", (request) => {
    isLeaving ||= request.isNavigationRequest() && request.frame() === page.mainFrame();
    if (!request.url().includes("/api/events")) open.add(request);
  });
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => open.delete(request));
}

// Scripts that throw, what the policy refuses, and requests that leave the server's own origin.
function watchFaults(page) {
  const faults = [];
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) faults.push(message.text());
  });
  page.on("request", (request) => {
    if (!isWithin.test(request.url()) && !isOwn(request.url())) faults.push(`foreign: ${request.url()}`);
  });
  return faults;
}

const shown = async (page) => `${page.url()} shows:\n${await page.locator("body").innerText({ timeout: 5000 }).catch(() => "nothing")}`;

// A page in a browser of its own, for as long as work takes.
export async function browse(options, work) {
  const browser = await chromium.launch({ executablePath: process.env.OUTFIELD_CHROMIUM, args: flags });
  try {
    const context = await browser.newContext({ reducedMotion: "reduce", acceptDownloads: true, locale: "en-GB", ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    const faults = watchFaults(page);
    watchRequests(page);
    await work(page).catch(async (error) => {
      error.message += `\n${await shown(page)}`;
      throw error;
    });
    assert.deepEqual(faults, []);
  } finally {
    await browser.close();
  }
}

export const inBrowser = (name, options, work) => test(name, () => browse(options, work));

export async function logIn(page, name = login, secret = password) {
  await page.goto(`${url}/`);
  await page.getByLabel("Login").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(secret);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("button", { name, exact: true }).waitFor();
}

// By the navigation, which a telephone's width hides.
export async function go(page, name) {
  const burger = page.getByRole("button", { name: "Open the navigation" });
  if (await burger.isVisible()) await burger.click();
  await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

// Until everything that was asked for is there, and shown.
export async function settled(page) {
  const open = underWay.get(page);
  const ends = Date.now() + patience;
  const isBusy = async () => open.size > 0 || (await page.getByLabel("Loading").count()) > 0;
  while ((await isBusy()) || (await isBusy())) {
    const addresses = [...open].map((request) => request.url()).join(" ");
    assert.ok(Date.now() < ends, `the page does not come to rest: ${addresses}`);
    await new Promise((later) => setTimeout(later, 20));
  }
}

// Everything that axe finds, in words; or only what it says of colours.
export async function barriers(page, { coloursAlone = false } = {}) {
  await settled(page);
  const axe = new AxeBuilder({ page }).setLegacyMode(); // no frame of another origin is there, and so no second page is needed
  const { violations } = await (coloursAlone ? axe.withRules("color-contrast") : axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"])).analyze();
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.failureSummary}`));
}

// How many pixels one would have to scroll sideways.
export const overhang = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
