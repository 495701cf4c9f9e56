import { Button, Modal, Select, Stack, Text } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { useRef, useState } from "react";
import { Link } from "react-router-dom";
import { IconUpload } from "../../parts/icons";
import { useContainers } from "../containers/useContainers";
import { DroppedFiles } from "./DroppedFiles";
import { send } from "./uploads";

interface Given {
  opened: boolean;
  close: () => void;
  first: number | null;
  dropped: File[]; // which were given before
}

export function AddFiles({ opened, ...given }: Given) {
  return (
    <Modal opened={opened} onClose={given.close} title="Add files" size="lg">
      {opened && <Form {...given} />}
    </Modal>
  );
}

function Form({ close, first, dropped }: Omit<Given, "opened">) {
  const all = useContainers().data?.items.filter((one) => !one.vanished) ?? [];
  const open = useRef<() => void>(null);
  const [chosen, choose] = useState<string | null>(first ? String(first) : null);
  const container = all.find((one) => String(one.id) === chosen) ?? (all.length === 1 ? all[0] : undefined);
  if (all.length === 0)
    return (
      <Stack align="flex-start">
        <Text size="sm">There is no bucket or directory yet that could keep a file.</Text>
        <Button component={Link} to="/containers">
          Make one
        </Button>
      </Stack>
    );
  const add = (files: File[]) => {
    if (!container || files.length === 0) return;
    send(container.id, `${container.configuration}/${container.name}`, files);
    close();
  };
  return (
    <Stack>
      <Select
        label="Into"
        placeholder="Choose a bucket or directory"
        data={all.map((one) => ({ value: String(one.id), label: `${one.configuration}/${one.name}` }))}
        value={container ? String(container.id) : null}
        onChange={choose}
        searchable
        allowDeselect={false}
      />
      {dropped.length > 0 ? (
        <DroppedFiles files={dropped} add={container ? () => add(dropped) : null} />
      ) : (
        <Dropzone
          onDrop={add}
          openRef={open}
          disabled={!container}
          activateOnClick={false}
          activateOnKeyboard={false}
          useFsAccessApi={false} // the dialog that every browser has
          enablePointerEvents
          inputProps={{ "aria-label": "Files" }}
        >
          <Stack align="center" justify="center" gap="xs" mih={160}>
            <IconUpload size={36} stroke={1.5} aria-hidden />
            <Text fw={600}>{container ? "Drop files here" : "First choose where they go"}</Text>
            <Button variant="light" disabled={!container} onClick={() => open.current?.()}>
              Choose files
            </Button>
            <Text size="sm" c="dimmed" ta="center">
              Of any size. Large ones go on where they were interrupted.
            </Text>
          </Stack>
        </Dropzone>
      )}
    </Stack>
  );
}
