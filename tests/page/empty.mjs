// A server on which nothing is yet: every view says why it is empty, and what the next step is.
import assert from "node:assert/strict";
import { barriers, go, inBrowser, logIn } from "./browser.mjs";
import { openTab } from "./steps.mjs";

const begins = (page, name) => page.getByRole("link", { name, exact: true });

for (const colorScheme of ["light", "dark"])
  inBrowser(`views of an empty server, ${colorScheme}`, { colorScheme }, async (page) => {
    await logIn(page);
    const says = async (words, next) => {
      await page.getByRole("main").getByText(words).waitFor();
      if (next) await next.first().waitFor();
      assert.deepEqual(await barriers(page), [], words);
    };
    await says("Four steps to the first file", begins(page, "Add a storage"));
    await go(page, "External storage");
    await says("No storage yet", begins(page, "Add a storage"));
    await go(page, "Buckets and directories");
    await says("No bucket or directory yet", begins(page, "Add a storage first"));
    await go(page, "Placement");
    await says("2 fields cannot take a file yet", begins(page, "Add a storage for it"));
    await go(page, "Objects");
    await says("No file yet", page.getByRole("button", { name: "Add files" }));
    await openTab(page, "Safety", "Trash");
    await says("The trash is empty");
    await page.getByRole("tab", { name: "Check" }).click();
    await says("No findings yet", page.getByRole("button", { name: "Check now" }));
    await go(page, "Usage");
    await says("Nothing to count yet");
    await page.getByRole("link", { name: "Placement", exact: true }).click();
    await begins(page, "Add a storage for it").first().click();
    await page.getByRole("tab", { name: /^(S3|FTP)$/, selected: true }).waitFor();
  });
