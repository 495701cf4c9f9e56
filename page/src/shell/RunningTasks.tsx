import { ActionIcon, Divider, Indicator, Popover, ScrollArea, Stack, Text } from "@mantine/core";
import { isOpen } from "../api/tasks";
import { IconRefresh } from "../parts/icons";
import { TaskCard } from "../parts/TaskCard";
import { useTasks } from "../parts/useTasks";
import { plural } from "../parts/words";

// Work of the server, from every view.
export function RunningTasks() {
  const tasks = useTasks().data?.items ?? [];
  const running = tasks.filter(isOpen).length;
  if (tasks.length === 0) return null;
  return (
    <Popover width={340} position="bottom-end" shadow="md" withArrow>
      <Indicator label={running} size={18} offset={5} disabled={running === 0} processing>
        <Popover.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={running ? `${plural(running, "task")} running` : "Tasks"}>
            <IconRefresh size={20} stroke={1.7} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown aria-label="Tasks">
        <Text fw={650} mb="sm">
          Tasks
        </Text>
        <ScrollArea.Autosize mah={420}>
          <Stack gap="sm">
            {tasks.slice(0, 8).map((task, at) => (
              <Stack key={task.id} gap="sm">
                {at > 0 && <Divider />}
                <TaskCard task={task} />
              </Stack>
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
