// Objects, as the catalog knows them; no store is asked.
import { changeHeaders, get, post, remove, route, withQuery } from "./http";
import type { Page } from "./pages";

export interface StoredObject {
  blob: number;
  configuration: string;
  container: string;
  key: string;
  size: number;
  sha256: string;
  media_type: string;
  file_name: string;
  model: string;
  record: number;
  field: string;
  record_name: string;
  created: string;
  verified: string | null;
  damaged: boolean;
  state: string;
}

export interface PastValue {
  blob: number;
  file_name: string;
  size: number;
  written: string;
  condemned_at: string | null;
  removable_at: string | null;
  reason: string;
  state: string;
}

export interface ObjectQuery {
  container?: number | null;
  model?: string;
  record?: number | null;
  search?: string;
  state?: string;
  min_size?: number | null;
  max_size?: number | null;
  from?: string;
  to?: string;
  sort?: string;
  after?: string;
  limit?: number;
}

export const objects = (query: ObjectQuery, signal?: AbortSignal) => get<Page<StoredObject>>(route("objects"), { ...query }, signal);
export const objectOf = (blob: number) => get<StoredObject & { history: PastValue[] }>(route("objects", blob));
export const moveObject = (blob: number, to: number) => post<StoredObject>(route("objects", blob, "move"), { to });
export const deleteObject = (blob: number) => remove(route("objects", blob));
export const contentPath = (blob: number) => route("objects", blob, "content");
export const downloadPath = (blob: number) => withQuery(contentPath(blob), { download: 1 });

// At most `bytes` of the beginning, as text.
export async function textOf(blob: number, bytes: number, signal?: AbortSignal): Promise<string> {
  const response = await fetch(contentPath(blob), {
    headers: { Range: `bytes=0-${bytes - 1}`, ...changeHeaders() },
    signal: signal ?? null,
  });
  if (!response.ok) throw new Error(`The content cannot be read (${response.status}).`);
  return response.text();
}
