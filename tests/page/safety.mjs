// What keeps the files safe: a damaged one, one that nobody knows, and one that is gone, which lie in the store before this begins.
import assert from "node:assert/strict";
import { go, inBrowser, logIn } from "./browser.mjs";
import { confirmed, fileLink, openTab } from "./steps.mjs";

const findings = (page) => page.getByRole("region", { name: "Findings" }).getByRole("row");

inBrowser("what a check and a scrub find, and what is done about it", {}, async (page) => {
  await logIn(page);
  await go(page, "Safety");
  await page.getByRole("button", { name: "Check now" }).click();
  await page.getByRole("main").getByText("with findings").first().waitFor();

  await openTab(page, "Safety", "Check");
  await findings(page).filter({ hasText: "Missing" }).waitFor();
  await findings(page).filter({ hasText: "adopt-me.txt" }).getByRole("button", { name: /^Adopt/ }).click();
  await findings(page).filter({ hasText: "adopt-me.txt" }).waitFor({ state: "detached" });
  await findings(page).filter({ hasText: "remove-me.txt" }).getByRole("button", { name: /^Remove/ }).click();
  await confirmed(page, "Remove it from the store?", "Remove");
  await findings(page).filter({ hasText: "remove-me.txt" }).waitFor({ state: "detached" });

  await page.getByRole("tab", { name: "Scrub" }).click();
  await page.getByRole("button", { name: /^Read every file/ }).click();
  await findings(page).filter({ hasText: "the bytes of" }).getByText("Damaged").waitFor();
  await page.getByRole("button", { name: "Repair now" }).click();
  await page.getByText("no good copy is known").first().waitFor();

  await page.getByRole("tab", { name: "Environment" }).click();
  await page.getByText("This catalog is at home").waitFor();
  await page.getByRole("region", { name: /^Standing/ }).getByText("local/sales").waitFor();

  await page.getByRole("tab", { name: "Overview" }).click();
  await page.getByRole("button", { name: "Collect now" }).click();
  await page.getByRole("main").getByText("Last ended just now").nth(2).waitFor();
  await page.getByRole("heading", { name: "Recovery horizon" }).waitFor();

  await go(page, "Objects");
  await fileLink(page, "adopt-me.txt").waitFor();
  await page.getByRole("row").filter({ has: page.getByRole("link", { name: "damaged.txt", exact: true }) }).getByText("damaged", { exact: true }).waitFor();

  await go(page, "Usage");
  const usage = page.getByRole("region", { name: "Usage by bucket and directory" }).getByRole("row");
  await usage.filter({ hasText: "local/sales" }).waitFor();
  await page.locator("label", { hasText: "By module" }).click();
  await page.getByRole("region", { name: "Usage by module" }).getByRole("row").filter({ hasText: "sale" }).waitFor();
  const operations = page.getByRole("region", { name: "Operations by storage configuration" }).getByRole("row");
  await operations.filter({ hasText: "local" }).waitFor();
  assert.equal(await page.locator(".recharts-surface path.recharts-area-area").count() > 0, true);
});
