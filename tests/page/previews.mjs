// What the drawer of an object shows of its file.
import assert from "node:assert/strict";

export const showsText = (drawer, { buffer }) => drawer.getByText(buffer.toString(), { exact: true }).waitFor();

export async function showsPicture(drawer, { name }) {
  const picture = drawer.getByRole("img", { name });
  await picture.waitFor();
  await picture.evaluate((one) => one.decode());
  assert.equal(await picture.evaluate((one) => one.naturalWidth), 8);
}

export async function showsPaper(drawer, { buffer }) {
  const address = await drawer.locator("iframe").getAttribute("src");
  const answer = await drawer.page().request.get(new URL(address, drawer.page().url()).href, { maxRedirects: 0 });
  assert.equal(answer.status(), 200);
  assert.equal(answer.headers()["content-type"], "application/pdf");
  assert.doesNotMatch(answer.headers()["content-security-policy"] ?? "", /frame-ancestors 'none'/);
  assert.deepEqual(await answer.body(), buffer);
}
