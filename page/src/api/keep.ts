// What the page keeps of the server's answers, under which names, and what a change there makes stale here.
import { QueryCache, QueryClient } from "@tanstack/react-query";
import type { Changed } from "./events";
import type { Items } from "./pages";
import { Problem } from "./problem";

export type Kept =
  | "me"
  | "status"
  | "environment"
  | "kinds"
  | "configurations"
  | "policy"
  | "containers"
  | "container-usage"
  | "modules"
  | "placement"
  | "objects"
  | "object"
  | "trash"
  | "tasks"
  | "findings"
  | "usage"
  | "operations"
  | "users"
  | "groups"
  | "keys"
  | "audit";

// Every change is in the audit log, too.
export const staleAfter: Record<Changed, Kept[]> = {
  configurations: ["configurations", "placement", "status", "operations", "policy", "audit"],
  containers: ["containers", "placement", "status", "policy", "usage", "audit"],
  objects: ["objects", "object", "containers", "container-usage", "placement", "status", "usage", "operations", "audit"],
  trash: ["trash", "objects", "object", "containers", "status", "audit"],
  jobs: ["status", "findings", "audit"],
  users: ["users", "groups", "keys", "audit"],
};

const mayHelp = (error: unknown) => error instanceof Problem && (error.status === 0 || error.status >= 502);

export const kept = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof Problem && error.isLoggedOut) kept.setQueryData(["me"], null);
    },
  }),
  defaultOptions: {
    queries: { staleTime: 5_000, retry: (failures, error) => failures < 2 && mayHelp(error) },
    mutations: { retry: false },
  },
});

export const stale = (...names: Kept[]) => Promise.all(names.map((name) => kept.invalidateQueries({ queryKey: [name] })));

// What a change was answered with: no view shows again what was before, until the list is there anew.
export const keepItem = <One>(name: Kept, one: One, isIt: (other: One) => boolean) =>
  kept.setQueryData<Items<One>>([name], (known) => {
    if (!known?.items.some(isIt)) return known && { ...known, items: [...known.items, one] };
    return { ...known, items: known.items.map((other) => (isIt(other) ? { ...other, ...one } : other)) };
  });
