import { Button, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { audit } from "../../api/audit";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorState } from "../../parts/ErrorState";
import { Skeletons } from "../../parts/Loaded";
import { Table } from "../../parts/Table";
import { moment } from "../../parts/words";

export function Audit() {
  const list = useInfiniteQuery({
    queryKey: ["audit"],
    queryFn: ({ pageParam }) => audit({ limit: 100, after: pageParam || null }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    refetchOnMount: "always",
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  if (list.isPending) return <Skeletons lines={8} />;
  if (items.length === 0)
    return <EmptyState title="Nothing was written down yet">Logins, and changes of users, keys and storage come here.</EmptyState>;
  return (
    <Stack>
      <Table
        name="Audit log"
        records={items}
        columns={[
          { accessor: "time", title: "When", noWrap: true, render: (one) => moment(one.time) },
          { accessor: "login", title: "Who", render: (one) => one.login || "—" },
          { accessor: "peer", title: "From" },
          {
            accessor: "action",
            title: "What",
            render: (one) => (
              <Text size="sm" fw={600}>
                {one.action}
              </Text>
            ),
          },
          { accessor: "model", title: "Record", render: (one) => (one.model ? `${one.model}${one.record ? `,${one.record}` : ""}` : "") },
          {
            accessor: "detail",
            title: "Detail",
            render: (one) => (
              <Text size="sm" style={{ overflowWrap: "anywhere" }}>
                {one.detail}
              </Text>
            ),
          },
        ]}
      />
      {list.hasNextPage && (
        <Group>
          <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
            Show older
          </Button>
        </Group>
      )}
    </Stack>
  );
}
