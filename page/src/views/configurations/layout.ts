// Which settings stand where in the form. The first of each kind are those of External Storage Configuration.
import type { Kind, SettingSpec } from "../../api/configurations";

export type Tab = "ftp" | "s3";

const main: Record<string, string[]> = {
  ftp: ["path", "username", "password"],
  s3: ["url", "email", "access_key_id", "secret_access_key"],
  directory: ["path"],
};

const connection: Record<string, string[]> = {
  ftp: ["tls", "tls_verify", "ca_file"],
  s3: ["region", "addressing", "tls_verify", "ca_file"],
};

const choices: Record<string, string[]> = {
  tls: ["explicit", "implicit", "off"],
  addressing: ["auto", "path", "virtual"],
};

export const examples: Record<string, string> = {
  "ftp.path": "ftp://ftp.example.com/incoming",
  "ftp.username": "erp",
  "s3.url": "https://s3.example.com",
  "s3.email": "storage@example.com",
  "s3.access_key_id": "AKIA…",
  "s3.region": "eu-central-1",
  "directory.path": "/srv/outfield/files",
};

export interface Parts {
  main: SettingSpec[];
  connection: SettingSpec[];
  more: SettingSpec[];
}

export function partsOf(kind: Kind): Parts {
  const named = (names: string[] = []) => names.flatMap((name) => kind.settings.find((spec) => spec.name === name) ?? []);
  const [first, second] = [named(main[kind.kind]), named(connection[kind.kind])];
  return { main: first, connection: second, more: kind.settings.filter((spec) => !first.includes(spec) && !second.includes(spec)) };
}

export const isSwitch = (spec: SettingSpec) => !spec.choices?.length && ["on", "off"].includes(spec.default);
export const choicesOf = (spec: SettingSpec) => (spec.choices?.length ? spec.choices : choices[spec.name]);
