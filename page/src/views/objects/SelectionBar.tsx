import { Button, Group, Paper, Text } from "@mantine/core";
import { useState } from "react";
import type { StoredObject } from "../../api/objects";
import { confirm } from "../../parts/confirm";
import { IconMove, IconTrash } from "../../parts/icons";
import { tell } from "../../parts/notify";
import { useBeginTask } from "../../parts/useTasks";
import { bytesIn, plural } from "../../parts/words";
import { MoveDialog } from "./MoveDialog";

// What can be done with all that is chosen.
export function SelectionBar({ selected, clear }: { selected: StoredObject[]; clear: () => void }) {
  const [moving, setMoving] = useState(false);
  const beginning = useBeginTask(() => {
    clear();
    tell("It has begun. The sign beside your name shows how far it is.");
  });
  if (selected.length === 0) return null;
  const blobs = selected.map((one) => one.blob);
  const askToDelete = () =>
    confirm({
      title: `Delete ${plural(selected.length, "file")}?`,
      words: "They go to the trash, and stay there until the retention of their bucket or directory ends. Until then they can be restored.",
      yes: "Delete",
      isDangerous: true,
      onYes: () => beginning.mutate({ kind: "delete", objects: blobs }),
    });
  return (
    <Paper withBorder p="xs" px="md" radius="md">
      <Group justify="space-between">
        <Text size="sm" fw={600} role="status">
          {plural(selected.length, "file")}, {bytesIn(selected.reduce((sum, one) => sum + one.size, 0))}
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="light" leftSection={<IconMove size={16} aria-hidden />} onClick={() => setMoving(true)}>
            Move
          </Button>
          <Button
            size="xs"
            variant="light"
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={askToDelete}
            loading={beginning.isPending}
          >
            Delete
          </Button>
          <Button size="xs" variant="subtle" onClick={clear}>
            None
          </Button>
        </Group>
      </Group>
      <MoveDialog objects={selected} opened={moving} close={() => setMoving(false)} done={clear} />
    </Paper>
  );
}
