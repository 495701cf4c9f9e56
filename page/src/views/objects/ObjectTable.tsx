import { Anchor, Group, Stack, Text } from "@mantine/core";
import type { DataTableSortStatus } from "mantine-datatable";
import { Link, useLocation } from "react-router-dom";
import type { StoredObject } from "../../api/objects";
import { Table } from "../../parts/Table";
import { Tag } from "../../parts/Tag";
import { TimeAgo } from "../../parts/TimeAgo";
import { bytesIn, placeIn } from "../../parts/words";
import type { Filter } from "./filter";
import { FileSign } from "./FileSign";

interface Given {
  items: StoredObject[];
  filter: Filter;
  onChange: (change: Filter) => void;
  selected: StoredObject[];
  select: (selected: StoredObject[]) => void;
  show: (one: StoredObject) => void;
  fetching: boolean;
}

export const nameOf = (one: Pick<StoredObject, "file_name" | "key">) => one.file_name || one.key;

type Sort = DataTableSortStatus<StoredObject>;

// The orders of the server, as the arrows of the table's head.
const orders: Record<string, Sort> = {
  newest: { columnAccessor: "created", direction: "desc" },
  oldest: { columnAccessor: "created", direction: "asc" },
  largest: { columnAccessor: "size", direction: "desc" },
  smallest: { columnAccessor: "size", direction: "asc" },
};

const orderOf = (sort: Sort) =>
  Object.keys(orders).find((name) => orders[name]?.columnAccessor === sort.columnAccessor && orders[name]?.direction === sort.direction) ??
  "newest";

export function ObjectTable({ items, filter, onChange, selected, select, show, fetching }: Given) {
  const { search } = useLocation();
  return (
    <Table
      name="Objects"
      records={items}
      idAccessor="blob"
      fetching={fetching}
      sortStatus={orders[filter.sort ?? "newest"] ?? orders.newest!}
      onSortStatusChange={(sort) => onChange({ sort: orderOf(sort) })}
      selectedRecords={selected}
      onSelectedRecordsChange={select}
      onRowClick={({ record }) => show(record)}
      columns={[
        {
          accessor: "file_name",
          title: "File",
          render: (one) => (
            <Group gap="xs" wrap="nowrap">
              <FileSign type={one.media_type} />
              <Stack gap={0} miw={140}>
                <Anchor
                  component={Link}
                  to={{ pathname: `/objects/${one.blob}`, search }}
                  size="sm"
                  onClick={(event) => event.stopPropagation()}
                  style={{ overflowWrap: "anywhere" }}
                >
                  {nameOf(one)}
                </Anchor>
                {one.damaged && <Tag tone="bad">damaged</Tag>}
              </Stack>
            </Group>
          ),
        },
        {
          accessor: "record",
          title: "Record",
          render: (one) => (
            <Stack gap={0}>
              <Text size="sm">{one.record_name || `${one.model},${one.record}`}</Text>
              <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
                {one.model},{one.record} · {one.field}
              </Text>
            </Stack>
          ),
        },
        {
          accessor: "container",
          title: "In",
          render: (one) => (
            <Text size="sm" style={{ whiteSpace: "nowrap" }}>
              {placeIn(one.configuration, one.container)}
            </Text>
          ),
        },
        { accessor: "size", title: "Size", sortable: true, textAlign: "right", noWrap: true, render: (one) => bytesIn(one.size) },
        { accessor: "created", title: "Written", sortable: true, noWrap: true, render: (one) => <TimeAgo at={one.created} size="sm" /> },
      ]}
    />
  );
}
