// The administrator's story, by the page alone: from an empty server to a file in S3, and what is done with it there.
import assert from "node:assert/strict";
import test from "node:test";
import { go, logIn, open } from "./browser.mjs";

const env = process.env;
const papers = `papers-${env.OUTFIELD_BUCKET}`; // a directory that is no other trial's

async function addStorage(page, kind, name, fields) {
  await go(page, "External storage");
  await page.getByRole("link", { name: "Add a storage" }).first().click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("tab", { name: kind }).click();
  for (const [label, value] of Object.entries(fields)) {
    const field = page.getByLabel(label).first();
    if ((await field.evaluate((one) => one.tagName)) === "SELECT") await field.selectOption(value);
    else await field.fill(value);
  }
  await page.getByRole("button", { name: "Save and test the connection" }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

async function createContainer(page, configuration, name, module) {
  await go(page, "Buckets and directories");
  await page.getByRole("button", { name: "Create", exact: true }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Storage configuration").selectOption(configuration);
  const input = dialog.getByLabel(/^Name of the/);
  await input.fill("Not_A/Bucket");
  await dialog.getByRole("button", { name: /^Create the/ }).isDisabled();
  await input.fill(name);
  await page.getByLabel("This name will do").waitFor();
  if (module) {
    await dialog.getByRole("textbox", { name: "Modules" }).fill(module);
    await page.keyboard.press("Enter");
  }
  await dialog.getByRole("button", { name: /^Create the/ }).click();
  await page.getByRole("heading", { level: 1, name: new RegExp(name) }).waitFor();
}

const addFile = async (page, place, file) => {
  await go(page, "Objects");
  await page.getByRole("button", { name: "Add files" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Into" }).click();
  await page.getByRole("option", { name: place }).click();
  await dialog.getByLabel("Files").setInputFiles(file);
  await page.getByRole("table").getByRole("link", { name: file.name }).waitFor();
};

test("from an empty server to files in S3 and on FTP", async () => {
  const begun = Date.now();
  const { page, close } = await open();
  await logIn(page);

  await addStorage(page, "S3", "amazon", {
    URL: env.OUTFIELD_TEST_S3_URL,
    AWS_ACCESS_KEY_ID: env.OUTFIELD_TEST_S3_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY: env.OUTFIELD_TEST_S3_SECRET_ACCESS_KEY,
  });
  await page.getByText("The connection works.").waitFor();
  await createContainer(page, "amazon", env.OUTFIELD_BUCKET, "sale");
  await addFile(page, `amazon/${env.OUTFIELD_BUCKET}`, { name: "contract.txt", mimeType: "text/plain", buffer: Buffer.from("the whole contract") });
  const seconds = (Date.now() - begun) / 1000;
  console.log(`from an empty server to a file in S3: ${seconds.toFixed(1)} s, without a person's thinking`);

  await addStorage(page, "FTP", "partner", {
    Path: env.OUTFIELD_TEST_FTP_PATH,
    Username: env.OUTFIELD_TEST_FTP_USERNAME,
    Password: env.OUTFIELD_TEST_FTP_PASSWORD,
    TLS: "off",
  });
  await page.getByText("The connection works.").waitFor();
  await createContainer(page, "partner", papers, null);

  await go(page, "Buckets and directories");
  await page.getByRole("button", { name: "Synchronise" }).click();
  if (await page.getByRole("menuitem").count()) await page.getByRole("menuitem", { name: "amazon" }).click();

  await go(page, "Objects");
  await page.getByRole("table").getByRole("link", { name: "contract.txt" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("the whole contract").waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), drawer.getByRole("link", { name: "Download" }).click()]);
  assert.equal(download.suggestedFilename(), "contract.txt");

  await drawer.getByRole("button", { name: "Move" }).click();
  const moving = page.getByRole("dialog", { name: /^Move/ });
  await moving.getByRole("textbox", { name: "To" }).click();
  await page.getByRole("option", { name: `partner/${papers}` }).click();
  await moving.getByRole("button", { name: "Move", exact: true }).click();
  await moving.getByRole("button", { name: "Close" }).last().click();
  await page.keyboard.press("Escape");
  await page.getByRole("table").getByText(`partner/${papers}`).waitFor();

  await page.getByRole("table").getByRole("link", { name: "contract.txt" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog", { name: /^Delete/ }).getByRole("button", { name: "Delete" }).click();
  await page.getByText("It is in the trash.").waitFor();

  await go(page, "Safety");
  await page.getByRole("tab", { name: /Trash/ }).or(page.getByRole("link", { name: /Trash/ })).first().click();
  await page.getByRole("button", { name: "Restore contract.txt" }).first().click();
  await page.getByRole("menuitem", { name: "As a new attachment" }).click();
  await go(page, "Objects");
  await page.getByRole("table").getByRole("link", { name: "contract.txt" }).waitFor();
});

test("a storage that does not answer is told in words", async (t) => {
  const page = await open(t);
  await logIn(page);
  await addStorage(page, "FTP", "nowhere", { Path: "ftp://127.0.0.1:9/", Username: "x", Password: "secret-of-nobody" });
  await page.getByText("The connection does not work yet.").waitFor();
  await page.getByText("What to do").waitFor();
  assert.equal((await page.content()).includes("secret-of-nobody"), false);
});
