import { useEffect, useState } from "react";
import { type Changed, listen } from "../api/events";
import { type Kept, kept, stale, staleAfter } from "../api/keep";
import type { Items } from "../api/pages";
import { isOpen, type Task } from "../api/tasks";

const gathering = 400; // milliseconds, in which several changes become one question

function keepTask(task: Task) {
  kept.setQueryData<Items<Task>>(["tasks"], (known) => {
    const items = known?.items ?? [];
    return { items: items.some((one) => one.id === task.id) ? items.map((one) => (one.id === task.id ? task : one)) : [task, ...items] };
  });
}

// Keeps what the page shows as the server has it. Answers whether the server is heard.
export function useLive(): boolean {
  const [heard, setHeard] = useState(true);
  useEffect(() => {
    const names = new Set<Kept>();
    let timer = 0;
    let missed = false;
    const soon = (more: Kept[]) => {
      more.forEach((name) => names.add(name));
      if (timer) return;
      timer = window.setTimeout(() => {
        timer = 0;
        void stale(...names);
        names.clear();
      }, gathering);
    };
    const silence = listen({
      changed: (what: Changed) => soon(staleAfter[what] ?? []),
      task: (task) => {
        keepTask(task);
        if (!isOpen(task)) soon(["status", "findings", "audit"]);
      },
      connected: () => {
        setHeard(true);
        if (missed) void kept.invalidateQueries();
        missed = false;
      },
      interrupted: () => {
        setHeard(false);
        missed = true;
        soon(["me"]); // perhaps the session has ended
      },
    });
    return () => {
      window.clearTimeout(timer);
      silence();
    };
  }, []);
  return heard;
}
