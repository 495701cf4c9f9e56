// Who may come in: users, passwords, API keys, and what the audit log knows of it.
import assert from "node:assert/strict";
import { barriers, go, inBrowser, logIn, url } from "./browser.mjs";
import { ask } from "./server.mjs";
import { confirmed, openTab } from "./steps.mjs";

const clerk = { login: "clerk", name: "A clerk", password: "a first long password", next: "a second long password" };

const ofUserMenu = async (page, login, item) => {
  await page.getByRole("button", { name: login, exact: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
};

async function leave(page, login) {
  await ofUserMenu(page, login, "Log out");
  await page.getByRole("button", { name: "Log in" }).waitFor();
  assert.equal(await page.evaluate(async () => (await fetch("/api/me")).status), 401);
}

async function refused(page, login, password) {
  await page.goto(`${url}/admin/`);
  await page.getByLabel("Login").fill(login);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("alert").getByText("The login or the password is wrong.").waitFor();
}

async function addsTheClerk(page) {
  await go(page, "Users");
  await page.getByRole("button", { name: "Add a user" }).click();
  const dialog = page.getByRole("dialog", { name: "New user" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(clerk.name);
  await dialog.getByRole("textbox", { name: "Login" }).fill(clerk.login);
  await dialog.getByLabel("Password", { exact: false }).first().fill("short");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("At least 8 characters").waitFor();
  await dialog.getByLabel("Password", { exact: false }).first().fill(clerk.password);
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("row").filter({ hasText: clerk.name }).getByText("active").waitFor();
  await page.getByRole("tab", { name: "Groups" }).click();
  await page.getByRole("region", { name: "Groups" }).getByRole("row").filter({ hasText: "Internal user" }).getByText(clerk.login, { exact: true }).waitFor();
}

// The dialog, filled and sent.
async function changePassword(page, old, next, again = next) {
  const dialog = page.getByRole("dialog", { name: "Change your password" });
  await dialog.getByLabel("Present password").fill(old);
  await dialog.getByLabel(/^New password( \*)?$/).fill(next);
  await dialog.getByLabel("New password again").fill(again);
  await dialog.getByRole("button", { name: "Change", exact: true }).click();
  return dialog;
}

async function changesThePassword(page) {
  await ofUserMenu(page, clerk.login, "Change your password");
  let dialog = await changePassword(page, clerk.password, clerk.next, "something else");
  await dialog.getByText("The two differ").waitFor();
  dialog = await changePassword(page, "not the old one", clerk.next);
  await dialog.getByRole("alert").getByText("the old password is another one").waitFor();
  assert.deepEqual(await barriers(page), []);
  dialog = await changePassword(page, clerk.password, clerk.next);
  await dialog.waitFor({ state: "detached" });
  await page.getByText("Your password is changed.").waitFor();
}

async function makesAKey(page) {
  await page.getByLabel("What for").fill("nightly import");
  await page.getByRole("button", { name: "Make a key" }).click();
  const shown = page.getByRole("status").filter({ hasText: "It is not shown again" });
  const key = (await shown.locator("[class*=Text-root]").first().innerText()).trim();
  const me = await ask("/api/me", { as: [clerk.login, key] });
  assert.equal((await me.json()).login, clerk.login);
  assert.equal((await ask("/api/me", { as: [clerk.login, `${key}x`] })).status, 401);
  await shown.getByRole("button", { name: "Hide the key" }).click();
  assert.equal((await page.content()).includes(key), false);
  return key;
}

async function removesTheKey(page, key) {
  await page.getByRole("button", { name: "Remove the key nightly import" }).click();
  await confirmed(page, "Remove the key “nightly import”?", "Remove");
  await page.getByText("There is no key yet.").waitFor();
  assert.equal((await ask("/api/me", { as: [clerk.login, key] })).status, 401);
}

inBrowser("a user comes, changes the password, makes a key, and goes", {}, async (page) => {
  await logIn(page);
  await addsTheClerk(page);
  await leave(page, process.env.OUTFIELD_LOGIN);
  await page.goBack();
  await page.getByRole("button", { name: "Log in" }).waitFor();
  await refused(page, clerk.login, "not the password");

  await logIn(page, clerk.login, clerk.password);
  await page.getByText("Only administrators see the storage.").waitFor();
  assert.equal(await page.getByRole("navigation").count(), 0);
  assert.equal(await page.evaluate(async () => (await fetch("/api/configurations")).status), 403);
  await changesThePassword(page);
  await removesTheKey(page, await makesAKey(page));
  assert.deepEqual(await barriers(page), []);
  await leave(page, clerk.login);
  await refused(page, clerk.login, clerk.password);
  await logIn(page, clerk.login, clerk.next);
  await leave(page, clerk.login);

  await logIn(page);
  await go(page, "Users");
  await page.getByRole("button", { name: `Change ${clerk.login}` }).click();
  const dialog = page.getByRole("dialog", { name: `User ${clerk.login}` });
  await dialog.getByRole("switch", { name: "May log in" }).setChecked(false);
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("row").filter({ hasText: clerk.name }).getByText("disabled").waitFor();
  await openTab(page, "Users", "Audit log");
  const log = page.getByRole("region", { name: "Audit log" });
  for (const action of ["login", "login.refused", "logout", "password", "key.create", "key.revoke"])
    await log.getByRole("row").filter({ hasText: clerk.login }).filter({ has: page.getByText(action, { exact: true }) }).first().waitFor();
  assert.equal((await log.innerText()).includes(clerk.next), false);
  await leave(page, process.env.OUTFIELD_LOGIN);
  await refused(page, clerk.login, clerk.next);
});
