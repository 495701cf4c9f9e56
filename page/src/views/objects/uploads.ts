// Files on their way to the server. They go on while somebody looks at other views.
import { useSyncExternalStore } from "react";
import { stale } from "../../api/keep";
import { type RunningUpload, upload } from "../../api/upload";
import { wordsOf } from "../../api/problem";

export interface Sending {
  id: number;
  container: number;
  place: string; // "amazon/sales"
  file: File;
  sent: number;
  state: "waiting" | "running" | "done" | "failed";
  fault: string;
}

const atOnce = 3;
let all: Sending[] = [];
let last = 0;
const running = new Map<number, RunningUpload>();
const listeners = new Set<() => void>();

function set(next: Sending[]) {
  all = next;
  listeners.forEach((listener) => listener());
}

const change = (id: number, how: Partial<Sending>) => set(all.map((one) => (one.id === id ? { ...one, ...how } : one)));

function begin(one: Sending) {
  const work = upload(one.container, one.file, ({ sent }) => change(one.id, { sent }));
  running.set(one.id, work);
  change(one.id, { state: "running", sent: 0, fault: "" });
  work.done
    .then(() => change(one.id, { state: "done", sent: one.file.size }))
    .catch((error: unknown) => change(one.id, { state: "failed", fault: wordsOf(error) }))
    .finally(() => {
      running.delete(one.id);
      void stale("objects", "containers", "status", "placement");
      next();
    });
}

function next() {
  while (running.size < atOnce) {
    const waiting = all.find((one) => one.state === "waiting");
    if (!waiting) return;
    begin(waiting);
  }
}

export function send(container: number, place: string, files: File[]) {
  const added = files.map((file): Sending => ({ id: ++last, container, place, file, sent: 0, state: "waiting", fault: "" }));
  set([...all, ...added]);
  next();
}

export function again(id: number) {
  change(id, { state: "waiting" });
  next();
}

export function stop(id: number) {
  running.get(id)?.stop();
  set(all.filter((one) => one.id !== id));
}

export const clear = () => set(all.filter((one) => one.state === "waiting" || one.state === "running"));

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useUploads = () => useSyncExternalStore(subscribe, () => all);

window.addEventListener("beforeunload", (event) => {
  if (running.size > 0) event.preventDefault();
});
