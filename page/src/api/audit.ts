// Who did what, and when.
import { get, route } from "./http";
import type { Page } from "./pages";

export interface AuditEntry {
  id: number;
  time: string;
  user: number;
  login: string;
  peer: string;
  action: string;
  model: string;
  record: number;
  detail: string;
}

export const audit = (query: { after?: string | null; limit?: number }) => get<Page<AuditEntry>>(route("audit"), query);
