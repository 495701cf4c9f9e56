// The administrator's story by the page alone: from an empty server to files in S3 and on FTP, and what is done with them there.
import assert from "node:assert/strict";
import { readFile as read } from "node:fs/promises";
import { go, inBrowser, logIn, settled } from "./browser.mjs";
import { editsBesideOthers, saveContainer, showsFilesWhilePresigned } from "./editing.mjs";
import { showsPaper, showsPicture, showsText } from "./previews.mjs";
import { contract, invoice, photograph, recording } from "./samples.mjs";
import { changeContainer, createRecord, readFile, writeFile } from "./server.mjs";
import {
  addFiles, addStorage, amazon, beginContainer, closeDialog, confirmed, containerDialog, createContainer, dropAnywhere, dropFile,
  fileLink, fillSettings, fillStorage, finishContainer, giveFiles, moveTo, openContainer, openObject, openStorage, openTab, partner, rowOf,
} from "./steps.mjs";

const bucket = process.env.OUTFIELD_BUCKET; // a name that is no other trial's
const [papers, archive] = [`papers-${bucket}`, `archive-${bucket}`];
const works = (page) => page.getByText("The connection works.").waitFor();

async function testedStepByStep(page, ...names) {
  for (const name of names) await page.getByRole("listitem").getByText(`${name}: works`).waitFor();
}

// Whoever looks over the shoulder, or at the answers of the server, learns that a secret is set, and never the secret.
async function keepsItsSecret(page, label, secret) {
  const field = page.getByLabel(`${label}, set`, { exact: true });
  await field.waitFor();
  assert.equal(await field.inputValue(), "");
  assert.equal((await page.content()).includes(secret), false);
  const answered = await page.evaluate(async () => (await fetch("/api/configurations")).text());
  assert.match(answered, /"secrets":\["/);
  assert.equal(answered.includes(secret), false);
}

// Keys that may log in, and not write there, would not pass.
async function triesItsFirstBucket(page) {
  await openStorage(page, "amazon");
  const choice = page.getByLabel("Also write to a bucket");
  await choice.waitFor();
  assert.equal(await choice.inputValue(), bucket);
  await page.getByRole("button", { name: "Test connection" }).click();
  await works(page);
  await testedStepByStep(page, "Name", "Port", "Login", "Clock", "Container", "Permission");
  assert.equal(await page.getByText("was not tried").count(), 0);
}

// By the way that the page leads: eight fields, seven clicks.
async function firstFileInS3(page) {
  await page.getByRole("heading", { name: "Four steps to the first file" }).waitFor();
  await page.getByRole("link", { name: "Add a storage" }).click();
  await fillStorage(page, "S3", "amazon", amazon);
  await works(page);
  await page.getByText("Permission in a bucket or directory was not tried: none is taken over or created yet.").waitFor();
  await page.getByRole("link", { name: "Create a bucket" }).click();
  await finishContainer(page, containerDialog(page), bucket, "sale");
  await page.getByRole("link", { name: "Add files" }).click();
  await giveFiles(page, page.getByRole("dialog", { name: "Add files" }), contract);
}

async function nameIsCheckedWhileTyping(page) {
  const dialog = await beginContainer(page, "amazon");
  const name = dialog.getByLabel(/^Name of the/);
  const create = dialog.getByRole("button", { name: "Create the bucket" });
  assert.equal(await create.isDisabled(), true, "without a name");
  await name.fill(archive);
  await dialog.getByLabel("This name will do").waitFor();
  assert.equal(await create.isEnabled(), true);
  await name.fill("Not_A/Bucket");
  assert.equal(await create.isDisabled(), true, "while it is not known whether the name will do");
  await dialog.locator("[id$='-error']").filter({ hasText: /\S/ }).waitFor();
  assert.equal(await create.isDisabled(), true, "with a name that will not do");
  await page.keyboard.press("Enter");
  assert.equal(await dialog.isVisible(), true);
  await finishContainer(page, dialog, archive, null);
}

async function synchroniseFindsIt(page, configuration, name) {
  await page.getByRole("button", { name: "Forget" }).click();
  await confirmed(page, `Forget ${name}?`, "Forget");
  await page.getByRole("heading", { level: 1, name: "Buckets and directories" }).waitFor();
  await page.getByText(`${name} is forgotten`).waitFor();
  await settled(page);
  assert.equal(await fileLink(page, name).count(), 0);
  await openStorage(page, configuration);
  await page.getByRole("button", { name: "Synchronise" }).click();
  await page.getByText(new RegExp(`^${configuration}: \\d+ new`)).waitFor();
  await openContainer(page, name);
}

async function mendsTheConnection(page) {
  await addStorage(page, "FTP", "partner", { ...partner, Password: "not the password" });
  await page.getByText("The connection does not work yet.").waitFor();
  await page.getByRole("listitem").filter({ hasText: "Login: fails" }).getByText("What to do").waitFor();
  await fillSettings(page, { Password: partner.Password });
  await page.getByRole("button", { name: "Save and test" }).click();
  await works(page);
  await testedStepByStep(page, "Name", "Port", "TLS", "Login");
  await keepsItsSecret(page, "Password", partner.Password);
}

async function programWrites(page) {
  const record = await createRecord("sale.document", { name: "Contract 7" });
  await writeFile("sale.document", record, "file", "seven.txt", "as it was sent");
  await go(page, "Placement");
  const line = page.getByRole("row").filter({ hasText: "sale.document · file" });
  await line.getByRole("link", { name: `amazon/${bucket}` }).waitFor();
  await line.getByText(`amazon/${bucket}1 file, 14 B`).waitFor();
  return record;
}

// What another administrator does is seen without asking.
async function seesWhatOthersChange(page) {
  await changeContainer(bucket, { modules: [] });
  await page.getByText("1 field cannot take a file yet").waitFor();
  await page.getByRole("link", { name: `Give one of the` }).waitFor();
  await changeContainer(bucket, { modules: ["sale"] });
  await page.getByText("1 field cannot take a file yet").waitFor({ state: "detached" });
}

const previews = [
  [contract, showsText],
  [photograph, showsPicture],
  [invoice(), showsPaper],
];

async function downloads(page, file) {
  const drawer = await openObject(page, file.name);
  const [got] = await Promise.all([page.waitForEvent("download"), drawer.getByRole("link", { name: "Download" }).click()]);
  assert.equal(got.suggestedFilename(), file.name);
  assert.deepEqual(await read(await got.path()), file.buffer);
  await closeDialog(page, drawer);
}

// What was interrupted goes on by itself.
async function uploadsALargeOne(page) {
  let broken = 0;
  await page.route("**/uploads/*", (route) => (route.request().method() === "PATCH" && broken++ === 0 ? route.abort() : route.continue()));
  await addFiles(page, `amazon/${bucket}`, recording);
  assert.ok(broken > 1, "it was interrupted, and went on");
  await page.getByRole("complementary", { name: "Uploads" }).getByText(`9.0 MiB, kept in amazon/${bucket}`).waitFor();
  await downloads(page, recording);
}

async function search(page, words, ...names) {
  await page.getByRole("textbox", { name: "File name" }).fill(words);
  await page.getByText(new RegExp(`^${names.length} objects?$`)).waitFor();
  for (const name of names) await fileLink(page, name).waitFor();
}

async function moves(page, file) {
  const drawer = await openObject(page, file.name);
  await drawer.getByRole("button", { name: "Move" }).click();
  await moveTo(page, `partner/${papers}`);
  await drawer.waitFor({ state: "detached" });
  await rowOf(page, file.name).getByText(`partner/${papers}`).waitFor();
  await downloads(page, file);
}

async function movesMany(page, ...names) {
  for (const name of names) await rowOf(page, name).getByRole("checkbox").check();
  await page.getByText(new RegExp(`^${names.length} files, `)).waitFor();
  await page.getByRole("button", { name: "Move", exact: true }).click();
  await moveTo(page, `amazon/${archive}`);
  for (const name of names) await rowOf(page, name).getByText(`amazon/${archive}`).waitFor();
}

async function deletes(page, name) {
  const drawer = await openObject(page, name);
  await drawer.getByRole("button", { name: "Delete" }).click();
  await confirmed(page, `Delete ${name}?`, "Delete");
  await page.getByText("It is in the trash.").first().waitFor();
  await fileLink(page, name).waitFor({ state: "detached" });
}

async function restores(page, name, how) {
  await openTab(page, "Safety", "Trash");
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) }).filter({ hasText: "deleted" });
  await row.getByRole("button", { name: `Restore ${name}` }).click();
  await page.getByRole("menuitem", { name: how }).click();
  await row.waitFor({ state: "detached" });
  await go(page, "Objects");
  await fileLink(page, name).waitFor();
}

// What a field had before can be had again.
async function historyOf(page, record) {
  await writeFile("sale.document", record, "file", "seven-b.txt", "as it was signed");
  await search(page, "seven", "seven-b.txt");
  let drawer = await openObject(page, "seven-b.txt");
  await drawer.getByText("seven.txt", { exact: true }).waitFor();
  await drawer.getByRole("button", { name: /^Restore object/ }).click();
  await closeDialog(page, drawer);
  drawer = await openObject(page, "seven.txt");
  await drawer.getByText("as it was sent", { exact: true }).waitFor();
  await closeDialog(page, drawer);
  assert.equal((await readFile("sale.document", record, "file")).toString(), "as it was sent");
}

inBrowser("from an empty server to files in S3 and on FTP", {}, async (page) => {
  const begun = Date.now();
  await logIn(page);
  await go(page, "Placement");
  await page.getByText("2 fields cannot take a file yet").waitFor();
  await page.getByRole("link", { name: "Start", exact: true }).click();
  await firstFileInS3(page);
  console.log(`from an empty server to a file in S3: ${((Date.now() - begun) / 1000).toFixed(1)} s, without a person's thinking`);

  await triesItsFirstBucket(page);
  await keepsItsSecret(page, "AWS_SECRET_ACCESS_KEY", amazon.AWS_SECRET_ACCESS_KEY);
  await nameIsCheckedWhileTyping(page);
  await synchroniseFindsIt(page, "amazon", archive);
  await editsBesideOthers(page, bucket);

  await mendsTheConnection(page);
  await createContainer(page, "partner", papers, null);
  await page.getByRole("textbox", { name: "Modules" }).fill("purchase");
  await page.keyboard.press("Enter");
  await saveContainer(page);

  const record = await programWrites(page);
  await seesWhatOthersChange(page);
  await dropAnywhere(page, `amazon/${bucket}`, invoice());
  await dropFile(page, `amazon/${bucket}`, photograph);
  await uploadsALargeOne(page);
  await rowOf(page, "seven.txt").getByText(`amazon/${bucket}`).waitFor();
  for (const [file, shows] of previews) {
    const drawer = await openObject(page, file.name);
    await shows(drawer, file);
    await closeDialog(page, drawer);
  }
  await search(page, "contr", contract.name);
  await search(page, "", contract.name, photograph.name, invoice().name, recording.name, "seven.txt");
  await downloads(page, contract);
  await showsFilesWhilePresigned(page, bucket);

  await moves(page, contract);
  await movesMany(page, photograph.name, invoice().name);
  await deletes(page, contract.name);
  await restores(page, contract.name, "As a new attachment");
  await downloads(page, contract);
  await historyOf(page, record);
  await deletes(page, "seven.txt");
  await restores(page, "seven.txt", "To its field, if that is empty");
  assert.equal((await readFile("sale.document", record, "file")).toString(), "as it was sent");
});

inBrowser("a storage that does not answer is told in words", {}, async (page) => {
  await logIn(page);
  await addStorage(page, "FTP", "nowhere", { Path: "ftp://127.0.0.1:9/", Username: "x", Password: "secret-of-nobody" });
  await page.getByText("The connection does not work yet.").waitFor();
  await page.getByRole("listitem").filter({ hasText: "Port: fails" }).getByText("What to do").waitFor();
  assert.equal((await page.content()).includes("secret-of-nobody"), false);
  await page.getByRole("button", { name: "Delete this configuration" }).click();
  await confirmed(page, "Delete “nowhere”?", "Delete");
  await page.getByRole("heading", { level: 1, name: "External storage" }).waitFor();
  await page.getByText("“nowhere” was deleted.").waitFor();
});
