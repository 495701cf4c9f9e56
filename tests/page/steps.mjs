// What an administrator does on the page, one function a step.
import { go } from "./browser.mjs";

const env = process.env;

export const amazon = {
  URL: env.OUTFIELD_TEST_S3_URL,
  AWS_ACCESS_KEY_ID: env.OUTFIELD_TEST_S3_ACCESS_KEY_ID,
  AWS_SECRET_ACCESS_KEY: env.OUTFIELD_TEST_S3_SECRET_ACCESS_KEY,
};

export const partner = {
  Path: env.OUTFIELD_TEST_FTP_PROFTPD_URL,
  Username: env.OUTFIELD_TEST_FTP_PROFTPD_USERNAME,
  Password: env.OUTFIELD_TEST_FTP_PROFTPD_PASSWORD,
  TLS: "explicit",
  "CA file": env.OUTFIELD_TEST_FTP_CA,
};

const settingOf = (page, label) => page.getByLabel(new RegExp(`^${label}( \\*)?(, (not )?set)?$`));

export async function fillSettings(page, fields) {
  for (const [label, value] of Object.entries(fields)) {
    const field = settingOf(page, label);
    if ((await field.evaluate((one) => one.tagName)) === "SELECT") await field.selectOption(value);
    else await field.fill(value);
  }
}

// The form of a new one.
export async function fillStorage(page, kind, name, fields) {
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.getByRole("tab", { name: kind }).click();
  await fillSettings(page, fields);
  await page.getByRole("button", { name: "Save and test the connection" }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

export async function addStorage(page, ...storage) {
  await go(page, "External storage");
  await page.getByRole("link", { name: "Add a storage" }).first().click();
  await fillStorage(page, ...storage);
}

export async function openStorage(page, name) {
  await go(page, "External storage");
  await page.getByRole("article").getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

// In which a bucket or a directory is made.
export const containerDialog = (page) => page.getByRole("dialog", { name: "New bucket or directory" });

export async function beginContainer(page, configuration) {
  await go(page, "Buckets and directories");
  await page.getByRole("button", { name: "Create", exact: true }).first().click();
  const dialog = containerDialog(page);
  await dialog.getByLabel("Storage configuration").selectOption(configuration);
  return dialog;
}

export async function finishContainer(page, dialog, name, module) {
  await dialog.getByLabel(/^Name of the/).fill(name);
  if (module) {
    await dialog.getByRole("textbox", { name: "Modules" }).fill(module);
    await page.keyboard.press("Enter");
  }
  await dialog.getByLabel("This name will do").waitFor();
  await dialog.getByRole("button", { name: /^Create the/ }).click();
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

export const createContainer = async (page, configuration, name, module) =>
  finishContainer(page, await beginContainer(page, configuration), name, module);

export async function openContainer(page, name) {
  await go(page, "Buckets and directories");
  await page.getByRole("table").getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

// One of the choices of a field; the choice itself is not within the dialog.
export async function choose(page, field, choice) {
  await field.click();
  await page.getByRole("option", { name: choice, exact: true }).click();
}

export const fileLink = (page, name) => page.getByRole("table").getByRole("link", { name, exact: true });
export const rowOf = (page, name) => page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });

export async function addDialog(page) {
  await page.getByRole("button", { name: "Add files" }).first().click();
  return page.getByRole("dialog", { name: "Add files" });
}

async function beginToAdd(page, place) {
  await go(page, "Objects");
  const dialog = await addDialog(page);
  await choose(page, dialog.getByRole("textbox", { name: "Into" }), place);
  return dialog;
}

export async function giveFiles(page, dialog, ...files) {
  const choose = dialog.getByRole("button", { name: "Choose files" });
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), choose.click()]);
  await chooser.setFiles(files);
  for (const { name } of files) await fileLink(page, name).waitFor();
}

export const addFiles = async (page, place, ...files) => giveFiles(page, await beginToAdd(page, place), ...files);

async function dropOn(page, target, { name, mimeType, buffer }) {
  const dataTransfer = await page.evaluateHandle(
    ([name, type, content]) => {
      const carried = new DataTransfer();
      carried.items.add(new File([Uint8Array.from(atob(content), (one) => one.charCodeAt(0))], name, { type }));
      return carried;
    },
    [name, mimeType, buffer.toString("base64")],
  );
  for (const event of ["dragenter", "dragover", "drop"]) await target.dispatchEvent(event, { dataTransfer });
}

export async function dropFile(page, place, file) {
  const dialog = await beginToAdd(page, place);
  await dropOn(page, dialog.getByText("Drop files here"), file);
  await fileLink(page, file.name).waitFor();
}

// On the view itself, where it is not known yet where it goes.
export async function dropAnywhere(page, place, file) {
  await go(page, "Objects");
  await dropOn(page, page.getByLabel("Drop files to add them"), file);
  const dialog = page.getByRole("dialog", { name: "Add files" });
  await dialog.getByRole("listitem").getByText(file.name).waitFor();
  await choose(page, dialog.getByRole("textbox", { name: "Into" }), place);
  await dialog.getByRole("button", { name: "Add 1 file" }).click();
  await fileLink(page, file.name).waitFor();
}

export async function openObject(page, name) {
  await fileLink(page, name).click();
  const drawer = page.getByRole("dialog", { name: /^Object/ });
  await drawer.getByRole("heading", { name, exact: true }).waitFor();
  return drawer;
}

export async function closeDialog(page, dialog) {
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

// The dialog that asks where to, until everything is there.
export async function moveTo(page, place) {
  const dialog = page.getByRole("dialog", { name: /^Move/ });
  await choose(page, dialog.getByRole("textbox", { name: "To", exact: true }), place);
  await dialog.getByRole("button", { name: "Move", exact: true }).click();
  await dialog.getByText("done", { exact: true }).waitFor();
  await dialog.locator("button", { hasText: "Close" }).click();
  await dialog.waitFor({ state: "detached" });
}

export async function confirmed(page, title, yes) {
  const dialog = page.getByRole("dialog", { name: title });
  await dialog.getByRole("button", { name: yes, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

export async function openTab(page, view, tab) {
  await go(page, view);
  await page.getByRole("tab", { name: tab, exact: true }).click();
}
