// What somebody has typed into the form, and what of it is a change.
import type { Configuration, Kind, Values } from "../../api/configurations";

export interface Draft {
  values: Record<string, string>;
  forgotten: string[]; // secrets to be removed
}

export const draftOf = (one: Configuration | null): Draft => ({ values: { ...(one?.settings ?? {}) }, forgotten: [] });

export function changeOf(kind: Kind, draft: Draft, before: Configuration | null): { settings: Values; secrets: Values } {
  const settings: Values = {};
  const secrets: Values = {};
  for (const { name, secret } of kind.settings) {
    const value = draft.values[name] ?? "";
    if (secret) {
      if (value) secrets[name] = value;
      else if (draft.forgotten.includes(name)) secrets[name] = null;
      continue;
    }
    const trimmed = value.trim();
    const known = before?.settings[name] ?? "";
    if (trimmed !== known) settings[name] = trimmed || null;
  }
  return { settings, secrets };
}

export function missingIn(kind: Kind, draft: Draft, before: Configuration | null): Record<string, string> {
  const missing = kind.settings.filter(
    ({ name, required, secret }) => required && !draft.values[name]?.trim() && !(secret && before?.secrets.includes(name)),
  );
  return Object.fromEntries(missing.map(({ name, label }) => [name, `${label} is needed`]));
}

// A changed address may mean another server, where the objects are not.
const addresses = ["url", "path", "username"];
export const changesAddress = (settings: Values) => addresses.some((name) => name in settings);
