import { Anchor, Button, Group, Menu, Select, Stack, Text, VisuallyHidden } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router-dom";
import { trash, type TrashedValue } from "../../api/trash";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorState } from "../../parts/ErrorState";
import { IconRestore, IconTrash } from "../../parts/icons";
import { Skeletons } from "../../parts/Loaded";
import { Table } from "../../parts/Table";
import { Tag } from "../../parts/Tag";
import { TimeAgo } from "../../parts/TimeAgo";
import { bytesIn, count, placeIn, reasonOf } from "../../parts/words";
import { placeOf, usePlaces } from "../containers/useContainers";
import { useRestore } from "../objects/useRestore";

function RestoreMenu({ value }: { value: TrashedValue }) {
  const restoring = useRestore();
  const run = (how: { replace?: boolean; as_attachment?: boolean }) => restoring.mutate({ blob: value.object, ...how });
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <Button
          size="xs"
          variant="light"
          leftSection={<IconRestore size={16} aria-hidden />}
          loading={restoring.isPending}
          aria-label={`Restore ${value.file_name || value.object}`}
        >
          Restore
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => run({})}>To its field, if that is empty</Menu.Item>
        <Menu.Item onClick={() => run({ replace: true })}>To its field, in place of what is there now</Menu.Item>
        <Menu.Item onClick={() => run({ as_attachment: true })}>As a new attachment</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function Trash() {
  const containers = usePlaces().data?.items ?? [];
  const [container, choose] = useState<string | null>(null);
  const list = useInfiniteQuery({
    queryKey: ["trash", container],
    queryFn: ({ pageParam }) =>
      trash({ container: container ? Number(container) : null, limit: 100, ...(pageParam ? { after: pageParam } : {}) }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  if (list.isPending) return <Skeletons lines={6} />;
  return (
    <Stack>
      <Select
        label="Bucket or directory"
        placeholder="all"
        data={containers.map((one) => ({ value: String(one.id), label: placeOf(one) }))}
        value={container}
        onChange={choose}
        clearable
        clearButtonProps={{ "aria-label": "All buckets and directories" }}
        maw={360}
      />
      {items.length === 0 ? (
        <EmptyState icon={IconTrash} title="The trash is empty">
          What is replaced or deleted comes here, until the retention of its bucket or directory ends.
        </EmptyState>
      ) : (
        <Table
          name="Trash"
          records={items}
          idAccessor="object"
          columns={[
            {
              accessor: "file_name",
              title: "File",
              render: (one) => (
                <Stack gap={0}>
                  <Anchor component={Link} to={`/objects/${one.object}`} size="sm">
                    {one.file_name || `Object ${one.object}`}
                  </Anchor>
                  <Text size="xs" c="dimmed">
                    {one.model},{one.record} · {one.field}
                  </Text>
                </Stack>
              ),
            },
            { accessor: "reason", title: "Why", render: (one) => <Tag>{reasonOf(one.reason)}</Tag> },
            { accessor: "container", title: "In", render: (one) => placeIn(one.configuration, one.container) },
            { accessor: "size", title: "Size", textAlign: "right", noWrap: true, render: (one) => bytesIn(one.size) },
            { accessor: "condemned_at", title: "Since", noWrap: true, render: (one) => <TimeAgo at={one.condemned_at} /> },
            { accessor: "removable_at", title: "Kept until", noWrap: true, render: (one) => <TimeAgo at={one.removable_at} /> },
            {
              accessor: "restore",
              title: <VisuallyHidden>Actions</VisuallyHidden>,
              textAlign: "right",
              render: (one) => <RestoreMenu value={one} />,
            },
          ]}
        />
      )}
      {items.length > 0 && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed" aria-live="polite">
            {count(items.length)} {list.hasNextPage ? "shown, there are more" : "in the trash"}
          </Text>
          {list.hasNextPage && (
            <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
              Show more
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}
