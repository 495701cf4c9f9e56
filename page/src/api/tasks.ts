// Work that the server does by itself, with progress.
import { get, post, remove, route } from "./http";
import type { Items } from "./pages";

export type TaskKind = "move" | "delete" | "restore" | "check" | "scrub" | "repair" | "collect";
export type Figures = Record<string, number | string | boolean | null>;

export interface Task {
  id: string;
  kind: TaskKind;
  user: string;
  begun: string | null;
  ended: string | null;
  state: "waiting" | "running" | "done" | "failed" | "stopped";
  stopping: boolean;
  done: number;
  total: number | null;
  bytes_done: number;
  bytes_total: number | null;
  figures: Figures;
  faults: string[];
}

export const isOpen = ({ state }: Task) => state === "waiting" || state === "running";

export type NewTask =
  | { kind: "move"; objects: number[]; to: number }
  | { kind: "delete" | "restore"; objects: number[] }
  | { kind: "check" | "scrub" | "repair" | "collect"; all?: boolean }; // all: of a scrub

export const tasks = () => get<Items<Task>>(route("tasks"));
export const beginTask = (task: NewTask) => post<Task>(route("tasks"), task);
export const stopTask = (id: Task["id"]) => remove(route("tasks", id));
