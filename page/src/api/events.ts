// What the server tells by itself (GET /api/events).
import type { Task } from "./tasks";

export type Changed = "configurations" | "containers" | "objects" | "trash" | "jobs" | "users";

export interface Listener {
  changed(what: Changed): void;
  task(task: Task): void;
  connected(): void; // again after every interruption: what was missed must be asked for
  interrupted(): void;
}

const longestPause = 30_000; // milliseconds

// Listens until the function that it returns is called. A browser tries again by itself, but for some errors, after
// which it is tried again here, ever more slowly.
export function listen(listener: Listener): () => void {
  let source: EventSource | null = null;
  let timer = 0;
  let pause = 1000;

  const open = () => {
    source = new EventSource("/api/events");
    source.onopen = () => {
      pause = 1000;
      listener.connected();
    };
    source.onerror = () => {
      listener.interrupted();
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = window.setTimeout(open, pause);
      pause = Math.min(2 * pause, longestPause);
    };
    source.addEventListener("changed", (event) => listener.changed((JSON.parse(event.data) as { what: Changed }).what));
    source.addEventListener("task", (event) => listener.task(JSON.parse(event.data) as Task));
  };

  open();
  return () => {
    window.clearTimeout(timer);
    source?.close();
  };
}
