// Values that were replaced or deleted, until their retention ends.
import { get, post, route } from "./http";
import type { Page } from "./pages";

export interface TrashedValue {
  object: number;
  model: string;
  record: number;
  field: string;
  file_name: string;
  reason: string;
  configuration: string;
  container: string;
  size: number;
  condemned_at: string;
  removable_at: string;
}

export interface RestoreOptions {
  as_attachment?: boolean;
  replace?: boolean;
}

export interface Address {
  model: string;
  record: number;
  field: string;
}

export const trash = (query: { container?: number | null; after?: string; limit?: number }) =>
  get<Page<TrashedValue>>(route("trash"), query);
export const restore = (blob: number, how: RestoreOptions = {}) => post<Address>(route("trash", blob, "restore"), how);
