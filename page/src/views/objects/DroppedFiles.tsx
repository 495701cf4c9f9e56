import { Button, Group, List, Stack } from "@mantine/core";
import { bytesIn, plural } from "../../parts/words";

interface Given {
  files: File[];
  add: (() => void) | null; // null: it is not chosen yet where they go
}

// Files that were dropped before it was known where they go.
export function DroppedFiles({ files, add }: Given) {
  return (
    <Stack>
      <List size="sm" mah={240} style={{ overflow: "auto", overflowWrap: "anywhere" }} tabIndex={0} aria-label="Dropped files">
        {files.map((file, at) => (
          <List.Item key={at}>
            {file.name}, {bytesIn(file.size)}
          </List.Item>
        ))}
      </List>
      <Group>
        <Button disabled={!add} onClick={() => add?.()}>
          Add {plural(files.length, "file")}
        </Button>
      </Group>
    </Stack>
  );
}
