import { useQuery } from "@tanstack/react-query";
import { kept, stale } from "../api/keep";
import type { Items } from "../api/pages";
import { beginTask, type NewTask, stopTask, type Task, type TaskKind, tasks } from "../api/tasks";
import { useChange } from "./useChange";

export const useTasks = () => useQuery({ queryKey: ["tasks"], queryFn: tasks, staleTime: 30_000 });

// The latest task of a kind, under way or not.
export function useTaskOf(kind: TaskKind): Task | undefined {
  return useTasks().data?.items.find((task) => task.kind === kind);
}

const keep = (task: Task) =>
  kept.setQueryData<Items<Task>>(["tasks"], (known) => ({ items: [task, ...(known?.items.filter((one) => one.id !== task.id) ?? [])] }));

export const useBeginTask = (then?: (task: Task) => void) =>
  useChange((task: NewTask) => beginTask(task), {
    stale: ["tasks"],
    fault: "This did not begin",
    then: (task) => {
      keep(task);
      then?.(task);
    },
  });

export const useStopTask = () => useChange((id: Task["id"]) => stopTask(id), { stale: ["tasks"], then: () => void stale("status") });
