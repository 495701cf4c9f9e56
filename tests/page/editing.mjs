// The form of a bucket while somebody else changes the same bucket, and what its switches change on the page.
import assert from "node:assert/strict";
import { go } from "./browser.mjs";
import { showsPaper, showsPicture } from "./previews.mjs";
import { invoice, photograph } from "./samples.mjs";
import { changeContainer, containerOf } from "./server.mjs";
import { addFiles, closeDialog, openContainer, openObject } from "./steps.mjs";

const retention = (page) => page.getByLabel("Retention", { exact: true });
const undo = (page) => page.getByRole("button", { name: "Undo" });
const hour = 3600;

export async function saveContainer(page) {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await undo(page).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Save", disabled: true }).waitFor();
}

async function followsOthers(page, bucket) {
  await changeContainer(bucket, { modules: [], retention: 2 * hour });
  await page.getByLabel("Unit of the retention").locator("option:checked", { hasText: "hours" }).waitFor({ state: "attached" });
  assert.equal(await retention(page).inputValue(), "2");
  assert.equal(await page.getByRole("button", { name: "Save", exact: true }).isDisabled(), true, "nothing was touched here");
}

async function savesWhatWasTouched(page, bucket) {
  await page.getByLabel("Key prefix").fill("mine/");
  await changeContainer(bucket, { retention: 3 * hour });
  await retention(page).and(page.locator("[value='3']")).waitFor();
  await saveContainer(page);
  const { key_prefix, modules, retention: kept } = await containerOf(bucket);
  assert.deepEqual({ key_prefix, modules, kept }, { key_prefix: "mine/", modules: [], kept: 3 * hour });
}

async function tellsOfTheOther(page, bucket) {
  await page.getByLabel("Key prefix").fill("mine-again/");
  await changeContainer(bucket, { key_prefix: "theirs/" });
  const note = page.getByText("Somebody else has set it to theirs/ meanwhile.");
  await note.waitFor();
  await undo(page).click();
  await note.waitFor({ state: "detached" });
  assert.equal(await page.getByLabel("Key prefix").inputValue(), "theirs/");
  assert.equal((await containerOf(bucket)).key_prefix, "theirs/");
}

// Two at the same bucket: nobody puts back by a form what the other has changed meanwhile.
export async function editsBesideOthers(page, bucket) {
  const { modules, retention: before, key_prefix } = await containerOf(bucket);
  await openContainer(page, bucket);
  await followsOthers(page, bucket);
  await savesWhatWasTouched(page, bucket);
  await tellsOfTheOther(page, bucket);
  await changeContainer(bucket, { modules, retention: before, key_prefix });
}

async function presign(page, bucket, isOn) {
  await openContainer(page, bucket);
  await page.getByRole("switch", { name: "Presigned downloads" }).setChecked(isOn);
  await saveContainer(page);
  assert.equal((await containerOf(bucket)).presigned, isOn);
}

// Programs are sent to the S3 server then, where the page's policy would not let it go. Of new files the browser has no copy.
export async function showsFilesWhilePresigned(page, bucket) {
  await presign(page, bucket, true);
  const [picture, paper] = [{ ...photograph, name: "portrait.png" }, invoice("receipt.pdf", "Receipt 13")];
  await addFiles(page, `amazon/${bucket}`, picture, paper);
  for (const [file, shows] of [[picture, showsPicture], [paper, showsPaper]]) {
    const drawer = await openObject(page, file.name);
    await shows(drawer, file);
    await closeDialog(page, drawer);
  }
  await presign(page, bucket, false);
  await page.getByRole("complementary", { name: "Uploads" }).getByRole("button", { name: "Clear" }).click();
  await go(page, "Objects");
}
