// External Storage Configurations: how to reach one S3 account, one FTP server, one local directory.
import { get, patch, post, remove, route } from "./http";
import type { Items } from "./pages";

export interface SettingSpec {
  name: string;
  label: string;
  help: string;
  required: boolean;
  secret: boolean;
  default: string;
  choices?: string[];
}

export interface Kind {
  kind: string;
  label: string;
  settings: SettingSpec[];
}

export interface Configuration {
  name: string;
  kind: string;
  default: boolean;
  settings: Record<string, string>;
  secrets: string[]; // names of those that are set
  breaker: string | null; // "open": the server does not answer, and is left alone for a while
  operations?: { ok: number; failed: number };
}

export type Values = Record<string, string | null>;

export interface ConfigurationChange {
  settings?: Values;
  secrets?: Values;
  default?: boolean;
  moved?: boolean; // it is the same server at another address
}

export interface NewConfiguration extends ConfigurationChange {
  name: string;
  kind: string;
}

export interface ProbeStep {
  name: string;
  outcome: "passed" | "failed" | "skipped";
  detail: string;
  remedy: string;
}

export interface Synchronised {
  appeared: string[];
  returned: string[];
  vanished: string[];
  unchanged: string[];
}

export const kinds = () => get<Items<Kind>>(route("kinds"));
export const configurations = () => get<Items<Configuration>>(route("configurations"));
export const addConfiguration = (one: NewConfiguration) => post<Configuration>(route("configurations"), one);
export const changeConfiguration = (name: string, change: ConfigurationChange) =>
  patch<Configuration>(route("configurations", name), change);
export const removeConfiguration = (name: string) => remove(route("configurations", name));
export const testConfiguration = (name: string, container?: string) =>
  post<{ steps: ProbeStep[] }>(route("configurations", name, "test"), container ? { container } : {});
export const synchronise = (name: string) => post<Synchronised>(route("configurations", name, "synchronise"), {});
export const policy = (name: string) => get<Record<string, unknown>>(route("configurations", name, "policy"));
