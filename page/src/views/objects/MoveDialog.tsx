import { Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { StoredObject } from "../../api/objects";
import { TaskCard } from "../../parts/TaskCard";
import { useBeginTask, useTasks } from "../../parts/useTasks";
import { plural } from "../../parts/words";
import { placeOf, usePlaces } from "../containers/useContainers";

interface Given {
  objects: StoredObject[];
  opened: boolean;
  close: () => void;
  done?: () => void;
}

export function MoveDialog(given: Given) {
  return (
    <Modal opened={given.opened} onClose={given.close} title={`Move ${plural(given.objects.length, "file")}`}>
      {given.opened && <Form {...given} />}
    </Modal>
  );
}

function Form({ objects, close, done }: Given) {
  const all = usePlaces().data?.items ?? [];
  const [to, setTo] = useState<string | null>(null);
  const [begun, setBegun] = useState<string | null>(null);
  const beginning = useBeginTask((task) => setBegun(task.id));
  const task = useTasks().data?.items.find((one) => one.id === begun);
  const isHere = (place: string) => objects.every((one) => `${one.configuration}/${one.container}` === place);
  const places = all
    .filter((one) => !one.vanished && !isHere(`${one.configuration}/${one.name}`))
    .map((one) => ({ value: String(one.id), label: placeOf(one) }));
  const leave = () => {
    done?.();
    close();
  };
  if (begun !== null)
    return (
      <Stack>
        {task && <TaskCard task={task} />}
        <Text size="sm" c="dimmed">
          It goes on when you close this.
        </Text>
        <Group>
          <Button onClick={leave}>Close</Button>
        </Group>
      </Stack>
    );
  return (
    <Stack>
      <Text size="sm">
        Each file is copied, compared by its hash, and only then the record points to the copy. The old one goes to the trash.
      </Text>
      <Select
        label="To"
        placeholder="Choose a bucket or directory"
        data={places}
        value={to}
        onChange={setTo}
        searchable
        nothingFoundMessage="There is no other bucket or directory"
        data-autofocus
      />
      <Group>
        <Button
          disabled={!to}
          loading={beginning.isPending}
          onClick={() => beginning.mutate({ kind: "move", objects: objects.map((one) => one.blob), to: Number(to) })}
        >
          Move
        </Button>
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
