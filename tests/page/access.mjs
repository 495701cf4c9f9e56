// Every view, drawer and dialog: axe finds nothing, in light, in the dark and at a telephone's width, where nothing makes one
// scroll sideways; and what can be done can be done by keyboard alone.
import assert from "node:assert/strict";
import { barriers, inBrowser, logIn, login, overhang, password, settled, url } from "./browser.mjs";
import { openObject, rowOf } from "./steps.mjs";

const shows = (page, name) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
const dialog = (page, name) => page.getByRole("dialog", { name }).waitFor();
const press = (page, name) => page.getByRole("button", { name }).first().click();

// What to look at: a path, and what to do there until it can be seen.
const scenes = [
  ["", (page) => shows(page, "Start")],
  ["", async (page) => {
    await press(page, login);
    await page.getByRole("menuitem", { name: "Change your password" }).click();
    await dialog(page, "Change your password");
  }],
  ["configurations", (page) => shows(page, "External storage")],
  ["configurations/new?kind=ftp", async (page) => {
    await page.getByLabel("Path").waitFor();
    await press(page, "Save and test the connection");
    await page.getByText("Path is needed").waitFor();
  }],
  ["configurations/new", async (page) => {
    await page.getByLabel("AWS_ACCESS_KEY_ID").waitFor();
    await press(page, "More settings");
    await page.getByLabel("Breaker pause").waitFor();
  }],
  ["configurations/of/local", async (page) => {
    await press(page, "Test connection");
    await page.getByText("The connection works.").waitFor();
  }],
  ["containers", (page) => shows(page, "Buckets and directories")],
  ["containers?create=local", async (page) => {
    await page.getByLabel(/^Name of the/).fill("not/a/name");
    await page.locator("[id$='-error']").filter({ hasText: /\S/ }).waitFor();
  }],
  ["containers/CONTAINER", async (page) => {
    await shows(page, "sales");
    await press(page, "Forget");
    await dialog(page, "Forget sales?");
  }],
  ["containers/CONTAINER", (page) => shows(page, "sales")],
  ["placement", (page) => page.getByRole("row").filter({ hasText: "sale.document · file" }).waitFor()],
  ["objects", async (page) => {
    await press(page, "More filters");
    await page.getByLabel("Size from").waitFor();
    await rowOf(page, "contract.txt").getByRole("checkbox").check();
    await page.getByText(/^1 file, /).waitFor();
  }],
  ["objects?add=1", (page) => dialog(page, "Add files")],
  ["objects", async (page) => {
    const drawer = await openObject(page, "contract.txt");
    await drawer.getByText("the whole contract", { exact: true }).waitFor();
  }],
  ["objects", async (page) => {
    await press(await openObject(page, "contract.txt"), "Move");
    await dialog(page, /^Move/);
  }],
  ["objects", async (page) => {
    await press(await openObject(page, "contract.txt"), "Delete");
    await dialog(page, "Delete contract.txt?");
  }],
  ["objects?search=nothing-is-called-so", (page) => page.getByText("No file fits").waitFor()],
  ["safety/overview", async (page) => {
    await press(page, "Check now");
    await page.getByRole("main").getByText("in order", { exact: true }).first().waitFor();
  }],
  ["safety/overview", async (page) => {
    await press(page, "Tasks");
    await dialog(page, "Tasks");
  }],
  ["safety/trash", async (page) => {
    await press(page, "Restore draft.txt");
    await page.getByRole("menuitem", { name: "As a new attachment" }).waitFor();
  }],
  ["safety/trash", (page) => page.getByRole("link", { name: "draft.txt" }).waitFor()],
  ["safety/check", (page) => page.getByRole("heading", { name: "Nothing was found" }).waitFor()],
  ["safety/scrub", (page) => page.getByRole("heading", { name: "Scrub" }).waitFor()],
  ["safety/environment", (page) => page.getByText("This catalog is at home").waitFor()],
  ["usage", (page) => page.getByRole("region", { name: "Usage by bucket and directory" }).waitFor()],
  ["users/users", (page) => page.getByRole("region", { name: "Users" }).waitFor()],
  ["users/users", async (page) => {
    await press(page, "Add a user");
    await dialog(page, "New user");
    await press(page, "Save");
    await page.getByText("A login is needed").waitFor();
  }],
  ["users/users", async (page) => {
    await press(page, `API keys of ${login}`);
    await page.getByText("There is no key yet.").waitFor();
  }],
  ["users/groups", (page) => page.getByRole("region", { name: "Groups" }).waitFor()],
  ["users/audit", (page) => page.getByRole("region", { name: "Audit log" }).waitFor()],
  ["no-such-view", (page) => shows(page, "Start")],
];

async function everyScene(page, look) {
  await page.goto(`${url}/admin/`);
  await page.getByRole("button", { name: "Log in" }).waitFor();
  await look("the login");
  await logIn(page);
  for (const [path, prepare] of scenes) {
    await page.goto(`${url}/admin/${path.replace("CONTAINER", process.env.OUTFIELD_CONTAINER)}`);
    await prepare(page);
    await settled(page);
    await look(`${path} ${prepare}`);
  }
}

for (const colorScheme of ["light", "dark"])
  inBrowser(`every view is accessible, ${colorScheme}`, { colorScheme }, (page) =>
    everyScene(page, async (what) => {
      assert.equal(await page.locator("html").getAttribute("data-mantine-color-scheme"), colorScheme);
      assert.deepEqual(await barriers(page, { coloursAlone: colorScheme === "dark" }), [], what);
    }),
  );

inBrowser("a telephone shows every view without scrolling sideways", { viewport: { width: 380, height: 800 } }, (page) =>
  everyScene(page, async (what) => {
    const wide = await overhang(page);
    assert.ok(wide <= 0, `${wide} pixels too wide: ${what}`);
    assert.deepEqual(await barriers(page), [], what);
  }),
);

inBrowser("light and dark are chosen, and kept", { colorScheme: "light" }, async (page) => {
  await logIn(page);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await press(page, "Colours: light or dark");
  await page.getByRole("menuitem", { name: "Dark" }).click();
  await page.locator("html[data-mantine-color-scheme=dark]").waitFor();
  const dark = await background();
  assert.notEqual(dark, light);
  await page.reload();
  await shows(page, "Start");
  assert.equal(await background(), dark);
});

const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");

// By Tab alone, as far as the browser goes.
async function tabTo(page, name) {
  for (let steps = 0; steps < 60; ++steps) {
    await page.keyboard.press("Tab");
    if (name.test(await focused(page))) return;
  }
  assert.fail(`Tab does not come to ${name}`);
}

inBrowser("logging in, going to a view, and looking at an object, by keyboard alone", {}, async (page) => {
  await page.goto(`${url}/`);
  await page.getByLabel("Login").and(page.locator(":focus")).waitFor();
  await page.keyboard.type(login);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await shows(page, "Start");

  await tabTo(page, /^To the content$/);
  await tabTo(page, /^Objects$/);
  await page.keyboard.press("Enter");
  await shows(page, "Objects");
  await page.locator("main:focus").waitFor();
  await rowOf(page, "contract.txt").waitFor();
  await tabTo(page, /^contract\.txt$/);
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: /^Object/ });
  await drawer.getByText("the whole contract", { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => !!document.activeElement.closest("[role=dialog]")), true, "the drawer has the focus");
  await tabTo(page, /^Delete$/);
  await page.keyboard.press("Enter");
  await dialog(page, "Delete contract.txt?");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Delete contract.txt?" }).waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  assert.equal(new URL(page.url()).pathname, "/admin/objects");
});

// Of every view, with the server's answers held back, and with none.
const asking = [
  ["", "/api/containers"],
  ["configurations", "/api/configurations"],
  ["containers", "/api/containers"],
  ["placement", "/api/placement"],
  ["objects", "/api/objects"],
  ["safety/overview", "/api/status"],
  ["safety/trash", "/api/trash"],
  ["safety/check", "/api/findings"],
  ["safety/environment", "/api/environment"],
  ["usage", "/api/usage"],
  ["users/users", "/web/dataset/call_kw"],
  ["users/audit", "/api/audit"],
];

inBrowser("every view while it waits, and when it has no answer", {}, async (page) => {
  await logIn(page);
  for (const [path, question] of asking) {
    await settled(page);
    let letGo;
    const held = new Promise((resolve) => (letGo = resolve));
    const matching = (address) => address.pathname === question;
    await page.route(matching, (route) => held.then(() => route.abort()));
    await page.goto(`${url}/admin/${path}`);
    await page.getByRole("main").getByLabel("Loading").first().waitFor();
    letGo();
    const alert = page.getByRole("main").getByRole("alert").first();
    await alert.getByText("The server does not answer").waitFor();
    assert.deepEqual(await barriers(page), [], path);
    await page.unroute(matching);
    await alert.getByRole("button", { name: "Try again" }).click();
    await alert.waitFor({ state: "detached" });
    await settled(page);
    assert.equal(await page.getByRole("alert").count(), 0, path);
  }
});
