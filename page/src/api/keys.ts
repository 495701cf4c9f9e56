// API keys: for programs, in place of a password.
import { get, post, put, remove, route } from "./http";
import type { Items } from "./pages";

export type Scope = "" | "read" | "files"; // "": whatever the user may

export interface ApiKey {
  id: number;
  name: string;
  scope: Scope;
  created: string;
  expires: string | null;
  last_used: string | null;
}

export interface NewKey {
  name: string;
  scope: Scope;
  valid_for?: number | null; // seconds; null: until it is removed
}

export const keys = (user: number) => get<Items<ApiKey>>(route("users", user, "keys"));
export const addKey = (user: number, key: NewKey) => post<{ key: string }>(route("users", user, "keys"), key);
export const removeKey = (user: number, key: number) => remove(route("users", user, "keys", key));
export const setPassword = (user: number, password: string) => put<void>(route("users", user, "password"), { password });
