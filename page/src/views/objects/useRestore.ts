import { restore, type RestoreOptions } from "../../api/trash";
import { useChange } from "../../parts/useChange";

export const useRestore = (then?: () => void) =>
  useChange(({ blob, ...how }: RestoreOptions & { blob: number }) => restore(blob, how), {
    stale: ["objects", "object", "trash", "containers", "status"],
    fault: "It was not restored",
    done: ({ model, record, field }) => `It is the value of ${model},${record} ${field} again.`,
    ...(then ? { then: () => then() } : {}),
  });
