// The pictures: every main view of the trial that ./remake has made, in light and dark.
import path from "node:path";
import { browse, logIn, settled, url } from "../../tests/page/browser.mjs";
import { openObject, openStorage } from "../../tests/page/steps.mjs";

const shows = (page, name) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();

// A name, a path, and what to do there until it can be seen.
const views = [
  ["start", "", (page) => shows(page, "Start")],
  ["storage", "configurations", (page) => shows(page, "External storage")],
  ["connection", "configurations", async (page) => {
    await openStorage(page, "amazon");
    await page.getByRole("button", { name: "Test connection" }).click();
    await page.getByText("The connection works.").waitFor();
  }],
  ["new-storage", "configurations/new?kind=ftp", (page) => page.getByLabel("Path").waitFor()],
  ["containers", "containers", (page) => page.getByRole("link", { name: "sale-documents" }).waitFor()],
  ["container", "containers", async (page) => {
    await page.getByRole("link", { name: "sale-documents" }).click();
    await page.getByText("No longer used", { exact: true }).waitFor();
  }],
  ["placement", "placement", (page) => page.getByRole("row").filter({ hasText: "sale.document · file" }).waitFor()],
  ["objects", "objects", (page) => page.getByRole("link", { name: "Site photograph.png" }).waitFor()],
  ["object", "objects?search=photograph", async (page) => {
    const drawer = await openObject(page, "Site photograph.png");
    await drawer.getByRole("img", { name: "Site photograph.png" }).evaluate((one) => one.decode());
  }],
  ["safety", "safety/overview", (page) => page.getByRole("heading", { name: "Upkeep" }).waitFor()],
  ["trash", "safety/trash", (page) => page.getByRole("region", { name: "Trash" }).waitFor()],
  ["scrub", "safety/scrub", (page) => page.getByRole("region", { name: "Findings" }).waitFor()],
  ["usage", "usage", (page) => page.locator("path.recharts-area-area").first().waitFor()],
  ["users", "users/users", (page) => page.getByRole("region", { name: "Users" }).waitFor()],
];

for (const colorScheme of ["light", "dark"])
  await browse({ colorScheme, viewport: { width: 1280, height: 800 } }, async (page) => {
    await logIn(page);
    for (const [name, address, prepare] of views) {
      await page.goto(`${url}/admin/${address}`);
      await prepare(page);
      await settled(page);
      await page.screenshot({ path: path.join(process.env.OUTFIELD_PICTURES, `${name}-${colorScheme}.png`), animations: "disabled" });
    }
  });
