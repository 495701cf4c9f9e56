import { ActionIcon, Button, Group, Paper, Progress, ScrollArea, Stack, Text, Tooltip } from "@mantine/core";
import { IconAlert, IconCheck, IconCross, IconRefresh } from "../../parts/icons";
import { bytesIn, plural } from "../../parts/words";
import { again, clear, type Sending, stop, useUploads } from "./uploads";
import classes from "./UploadTray.module.css";

function One({ one }: { one: Sending }) {
  const { id, file, state, sent, fault, place } = one;
  const part = file.size ? (100 * sent) / file.size : 100;
  const isOver = state === "done" || state === "failed";
  return (
    <div>
      <Group wrap="nowrap" gap="xs">
        {state === "done" && <IconCheck size={18} color="var(--mantine-color-green-text)" aria-hidden />}
        {state === "failed" && <IconAlert size={18} color="var(--mantine-color-red-text)" aria-hidden />}
        <Text size="sm" truncate style={{ flex: 1 }}>
          {file.name}
        </Text>
        {state === "failed" && (
          <Tooltip label="Try again">
            <ActionIcon size="sm" variant="subtle" color="gray" aria-label={`Try again: ${file.name}`} onClick={() => again(id)}>
              <IconRefresh size={15} />
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label={isOver ? "Take off the list" : "Stop"}>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={`${isOver ? "Take off the list" : "Stop"}: ${file.name}`}
            onClick={() => stop(id)}
          >
            <IconCross size={15} />
          </ActionIcon>
        </Tooltip>
      </Group>
      {state === "running" && (
        <Progress.Root size="sm" my={4}>
          <Progress.Section value={part} animated={part >= 100} aria-label={`Upload of ${file.name}`} />
        </Progress.Root>
      )}
      <Text size="xs" c={state === "failed" ? "var(--mantine-color-red-text)" : "dimmed"}>
        {state === "waiting" && "waits for its turn"}
        {state === "running" && (part < 100 ? `${bytesIn(sent)} of ${bytesIn(file.size)}` : "on its way into the store…")}
        {state === "done" && `${bytesIn(file.size)}, kept in ${place}`}
        {state === "failed" && fault}
      </Text>
    </div>
  );
}

export function UploadTray() {
  const all = useUploads();
  if (all.length === 0) return null;
  const open = all.filter((one) => one.state === "waiting" || one.state === "running").length;
  const failed = all.filter((one) => one.state === "failed").length;
  return (
    <Paper component="aside" withBorder shadow="lg" p="md" className={classes.tray} aria-label="Uploads">
      <Group justify="space-between" mb="xs">
        <Text fw={650} role="status">
          {open > 0
            ? `${plural(open, "file")} on the way`
            : failed > 0
              ? `${plural(failed, "file")} not uploaded`
              : `${plural(all.length, "file")} uploaded`}
        </Text>
        {open < all.length && (
          <Button size="compact-xs" variant="subtle" onClick={clear}>
            Clear
          </Button>
        )}
      </Group>
      <ScrollArea.Autosize mah={280}>
        <Stack gap="sm">
          {all.map((one) => (
            <One key={one.id} one={one} />
          ))}
        </Stack>
      </ScrollArea.Autosize>
    </Paper>
  );
}
