// What keeps the files safe: jobs, findings, the environment, the recovery horizon.
import { get, post, route } from "./http";
import type { Items } from "./pages";
import type { Figures, Task } from "./tasks";

export interface Job {
  name: string;
  every: number | null; // seconds; null: it does not run by itself
  running: boolean;
  begun: string | null;
  ended: string | null;
  ok: boolean | null;
  outcome: string | null; // "ok", "failed", "stopped", "cancelled"
  figures: Figures;
  next: string | null;
}

export interface HorizonOfContainer {
  configuration: string;
  container: string;
  retention_seconds: number;
  since: string | null;
}

export interface Status {
  environment: { identity: string; agrees: boolean; disagreement: string | null };
  health: Record<string, unknown>;
  trash: { values: number; bytes: number };
  waiting: { values: number; bytes: number; uploads: number; next: string | null };
  garbage_overdue: number; // seconds that the oldest of it could be gone already
  horizon: { since: string | null; containers: HorizonOfContainer[] };
  jobs: Job[];
  tasks: Task[];
  reserved: number;
}

export interface Standing {
  configuration: string;
  container: string;
  standing: "ours" | "unmarked" | "foreign" | "out-of-reach";
  words: string;
}

export interface Environment {
  environment: string;
  agrees: boolean;
  disagreement: string | null;
  containers: Standing[];
}

export type FindingJob = "check" | "scrub";

export interface Finding {
  kind: string;
  configuration: string | null;
  container: string | null;
  key: string | null;
  blob: number | null;
  size: number | null;
  words: string;
}

export interface Findings extends Items<Finding> {
  job: FindingJob;
  ended: string | null;
}

export interface Stray extends Pick<Finding, "configuration" | "container" | "key" | "kind"> {
  action: "remove" | "adopt";
}

export const status = () => get<Status>(route("status"));
export const environment = () => get<Environment>(route("environment"));
export const findings = (job: FindingJob) => get<Findings>(route("findings"), { job });
export const settleStray = (stray: Stray) => post<void>(route("findings", "strays"), stray);
