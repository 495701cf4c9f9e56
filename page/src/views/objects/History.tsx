import { Button, Group, Stack, Text, Title } from "@mantine/core";
import type { PastValue } from "../../api/objects";
import { Tag } from "../../parts/Tag";
import { TimeAgo } from "../../parts/TimeAgo";
import { bytesIn, reasonOf } from "../../parts/words";
import { useRestore } from "./useRestore";

interface Given {
  history: PastValue[];
  current: number;
  go: (blob: number) => void;
}

// What else the field had.
export function History({ history, current, go }: Given) {
  const restoring = useRestore();
  const others = history.filter((one) => one.blob !== current);
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        Other values of this field
      </Title>
      {others.length === 0 && (
        <Text size="sm" c="dimmed">
          None that is still kept.
        </Text>
      )}
      {others.map((one) => (
        <Group key={one.blob} justify="space-between" wrap="nowrap" align="flex-start">
          <Stack gap={0} miw={0}>
            <Group gap="xs">
              <Text size="sm" style={{ overflowWrap: "anywhere" }}>
                {one.file_name || `Object ${one.blob}`}
              </Text>
              {one.condemned_at ? <Tag tone="warn">{reasonOf(one.reason) || "in the trash"}</Tag> : <Tag tone="good">current</Tag>}
            </Group>
            <Text size="xs" c="dimmed">
              {bytesIn(one.size)}, written <TimeAgo at={one.written} />
              {one.removable_at && (
                <>
                  , kept until <TimeAgo at={one.removable_at} />
                </>
              )}
            </Text>
          </Stack>
          <Group gap={4} wrap="nowrap">
            <Button size="compact-xs" variant="subtle" onClick={() => go(one.blob)} aria-label={`View object ${one.blob}`}>
              View
            </Button>
            {one.condemned_at && (
              <Button
                size="compact-xs"
                variant="light"
                loading={restoring.isPending}
                aria-label={`Restore object ${one.blob}`}
                onClick={() => restoring.mutate({ blob: one.blob, replace: true })}
              >
                Restore
              </Button>
            )}
          </Group>
        </Group>
      ))}
    </Stack>
  );
}
