// What programs do meanwhile: OpenERP's methods, and files by their record.
import assert from "node:assert/strict";
import { login, password, url } from "./browser.mjs";

const basic = (name, secret) => ({ Authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString("base64")}` });

export const ask = (path, { as = [login, password], ...options } = {}) =>
  fetch(url + path, { ...options, headers: { ...basic(...as), ...options.headers } });

export async function createRecord(model, values) {
  const args = ["outfield", 2, password, model, "create", [values]];
  const body = JSON.stringify({ jsonrpc: "2.0", method: "call", id: 1, params: { service: "object", method: "execute_kw", args } });
  const answer = await (await fetch(`${url}/jsonrpc`, { method: "POST", headers: { "Content-Type": "application/json" }, body })).json();
  assert.equal(typeof answer.result, "number", JSON.stringify(answer));
  return answer.result;
}

const pathOf = (model, record, field) => `/files/${model}/${record}/${field}`;

export async function writeFile(model, record, field, name, content) {
  const answer = await ask(`${pathOf(model, record, field)}?filename=${encodeURIComponent(name)}`, { method: "PUT", body: content });
  assert.ok(answer.ok, `${answer.status} ${await answer.text()}`);
}

export async function readFile(model, record, field) {
  const answer = await ask(pathOf(model, record, field));
  assert.equal(answer.status, 200);
  return Buffer.from(await answer.arrayBuffer());
}

export async function containerOf(name) {
  const { items } = await (await ask("/api/containers")).json();
  return items.find((one) => one.name === name);
}

export async function changeContainer(name, change) {
  const answer = await ask(`/api/containers/${(await containerOf(name)).id}`, {
    method: "PATCH",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(change),
  });
  assert.equal(answer.status, 200, await answer.text());
}
