// Every view: axe finds nothing, in light and dark and at a telephone's width; it can be reached by keyboard.
import assert from "node:assert/strict";
import test from "node:test";
import { barriers, go, logIn, open } from "./browser.mjs";

const views = ["Start", "External storage", "Buckets and directories", "Placement", "Objects", "Safety", "Usage", "Users"];

for (const colorScheme of ["light", "dark"])
  test(`every view is accessible, ${colorScheme}`, async (t) => {
    const page = await open(t, { colorScheme });
    await page.goto(`${process.env.OUTFIELD_URL}/admin/`);
    await page.getByRole("button", { name: "Log in" }).waitFor();
    assert.deepEqual(await barriers(page), []);
    await logIn(page);
    for (const name of views) {
      await go(page, name === "Start" ? "Start" : name).catch((error) => {
        if (name !== "Start") throw error;
      });
      await page.waitForTimeout(700); // what it shows comes from the server
      assert.deepEqual(await barriers(page), [], name);
    }
    });

test("a telephone shows every view without scrolling sideways", async (t) => {
  const page = await open(t, { viewport: { width: 380, height: 800 } });
  await logIn(page);
  for (const path of ["", "configurations", "containers", "placement", "objects", "safety", "usage", "users"]) {
    await page.goto(`${process.env.OUTFIELD_URL}/admin/${path}`);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${path} is ${wide} pixels too wide`);
  }
});

test("logging in works by keyboard alone", async (t) => {
  const page = await open(t);
  await page.goto(`${process.env.OUTFIELD_URL}/`);
  await page.getByLabel("Login").waitFor();
  await page.getByLabel("Login").focus();
  await page.keyboard.type(process.env.OUTFIELD_LOGIN);
  await page.keyboard.press("Tab");
  await page.keyboard.type(process.env.OUTFIELD_PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation").waitFor();
});
