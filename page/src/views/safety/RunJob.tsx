import { Box, Button } from "@mantine/core";
import { isOpen, type Task } from "../../api/tasks";
import { hasFindings, TaskCard } from "../../parts/TaskCard";
import { useBeginTask, useTaskOf } from "../../parts/useTasks";
import { jobWords, type Startable } from "./jobWords";

// How the others have ended, and what they found, stands beside.
const isToldHereAlone = (task: Task) => !isOpen(task) && (task.kind === "repair" || (task.state === "failed" && !hasFindings(task)));

// The button that starts a job, and how far it is.
export function RunJob({ kind }: { kind: Startable | "repair" }) {
  const beginning = useBeginTask();
  const task = useTaskOf(kind);
  const [name] = jobWords[kind]!;
  return (
    <Box w={{ base: "100%", xs: 280 }}>
      {task && isOpen(task) ? (
        <TaskCard task={task} />
      ) : (
        <Button variant="light" fullWidth loading={beginning.isPending} onClick={() => beginning.mutate({ kind })}>
          {name} now
        </Button>
      )}
      {task && isToldHereAlone(task) && (
        <Box mt="sm">
          <TaskCard task={task} />
        </Box>
      )}
    </Box>
  );
}

// A scrub leaves out what was read in the last thirty days.
export function ScrubAll() {
  const beginning = useBeginTask();
  const task = useTaskOf("scrub");
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      px={0}
      disabled={!!task && isOpen(task)}
      loading={beginning.isPending}
      onClick={() => beginning.mutate({ kind: "scrub", all: true })}
    >
      Read every file, even those that were read lately
    </Button>
  );
}
