// What stands in the form, and what of it is a change.
import type { Configuration, Kind, Values } from "../../api/configurations";

export type Fields = Record<string, string | null>; // null: a secret to be removed

export const fieldOf = (kind: string, setting: string) => `${kind}.${setting}`;

// Of every kind: a new one has a tab for each. The server never tells a secret.
export const fieldsOf = (kinds: Kind[], one: Configuration | null): Fields =>
  Object.fromEntries(
    kinds.flatMap(({ kind, settings }) =>
      settings.map(({ name }) => [fieldOf(kind, name), (one?.kind === kind && one.settings[name]) || ""]),
    ),
  );

export function changeOf(kind: Kind, changes: Partial<Fields>, before: Configuration | null): { settings: Values; secrets: Values } {
  const settings: Values = {};
  const secrets: Values = {};
  for (const { name, secret } of kind.settings) {
    const value = changes[fieldOf(kind.kind, name)];
    if (value === undefined) continue;
    const trimmed = value?.trim() ?? "";
    if (secret) secrets[name] = value;
    else if (trimmed !== (before?.settings[name] ?? "")) settings[name] = trimmed || null;
  }
  return { settings, secrets };
}

export function missingIn(kind: Kind, values: Fields, before: Configuration | null): Record<string, string> {
  const missing = kind.settings.filter(
    ({ name, required, secret }) => required && !values[fieldOf(kind.kind, name)]?.trim() && !(secret && before?.secrets.includes(name)),
  );
  return Object.fromEntries(missing.map(({ name, label }) => [name, `${label} is needed`]));
}

// A changed address may mean another server, where the objects are not.
const addresses = ["url", "path", "username"];
export const changesAddress = (settings: Values) => addresses.some((name) => name in settings);
