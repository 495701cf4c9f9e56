import { ActionIcon, Group, List, Progress, Stack, Text, Tooltip } from "@mantine/core";
import { isOpen, type Task, type TaskKind } from "../api/tasks";
import { IconStop } from "./icons";
import { Tag, type Tone } from "./Tag";
import { TimeAgo } from "./TimeAgo";
import { useStopTask } from "./useTasks";
import { bytesIn, count, label } from "./words";

export const taskNames: Record<TaskKind, string> = {
  move: "Moving objects",
  delete: "Deleting objects",
  restore: "Restoring objects",
  check: "Comparing catalog and stores",
  scrub: "Reading objects again",
  repair: "Repairing objects",
  collect: "Removing garbage",
};

const tones: Record<Task["state"], [Tone, string]> = {
  waiting: ["plain", "waits for its turn"],
  running: ["note", "running"],
  done: ["good", "done"],
  failed: ["bad", "failed"],
  stopped: ["warn", "stopped"],
};

function partOf(task: Task): number | null {
  if (task.bytes_total) return (100 * task.bytes_done) / task.bytes_total;
  return task.total ? (100 * task.done) / task.total : null;
}

function saidOf(task: Task): string {
  const things = task.total ? `${count(task.done)} of ${count(task.total)}` : task.done ? count(task.done) : "";
  const bytes = task.bytes_total
    ? `${bytesIn(task.bytes_done)} of ${bytesIn(task.bytes_total)}`
    : task.bytes_done
      ? bytesIn(task.bytes_done)
      : "";
  return [things, bytes].filter(Boolean).join(" · ");
}

function Faults({ faults }: { faults: string[] }) {
  return (
    <List size="sm" spacing={2} mah={160} style={{ overflow: "auto" }} tabIndex={0} aria-label="What went wrong">
      {faults.map((fault, at) => (
        <List.Item key={at} style={{ overflowWrap: "anywhere" }}>
          {fault}
        </List.Item>
      ))}
    </List>
  );
}

// A check that did its work, and found what is wrong.
export const hasFindings = ({ kind, state, figures }: Task) =>
  state === "failed" && (kind === "check" || kind === "scrub") && Object.keys(figures ?? {}).length > 0;

const figuresOf = (task: Task) =>
  Object.entries(task.figures ?? {})
    .filter(([, value]) => typeof value === "number" && value > 0)
    .map(([name, value]) => `${label(name)}: ${name.includes("bytes") ? bytesIn(Number(value)) : count(Number(value))}`)
    .join(" · ");

export function TaskCard({ task }: { task: Task }) {
  const stopping = useStopTask();
  const [tone, word] = task.stopping
    ? (["warn", "stopping"] as const)
    : hasFindings(task)
      ? (["warn", "with findings"] as const)
      : tones[task.state];
  const part = partOf(task);
  const isUnderWay = isOpen(task);
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap="xs">
          <Text fw={600} size="sm">
            {taskNames[task.kind] ?? label(task.kind)}
          </Text>
          <Tag tone={tone}>{word}</Tag>
        </Group>
        {isUnderWay && !task.stopping && (
          <Tooltip label="Stop">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Stop: ${taskNames[task.kind]}`}
              loading={stopping.isPending}
              onClick={() => stopping.mutate(task.id)}
            >
              <IconStop size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      {isUnderWay && (
        <Progress.Root size="md" aria-hidden={false}>
          <Progress.Section value={part ?? 100} animated={part === null} striped={part === null} aria-label={taskNames[task.kind]} />
        </Progress.Root>
      )}
      <Text size="sm" c="dimmed" aria-live="polite">
        {isUnderWay ? (
          saidOf(task) || "Beginning…"
        ) : (
          <>
            {[figuresOf(task) || saidOf(task)].filter(Boolean).map((words) => `${words} · `)}
            <TimeAgo at={task.ended} />
          </>
        )}
      </Text>
      {task.faults?.length > 0 && <Faults faults={task.faults} />}
    </Stack>
  );
}
