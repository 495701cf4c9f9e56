import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type Operations, operations } from "../../api/usage";
import { Loaded } from "../../parts/Loaded";
import { Panel } from "../../parts/Panel";
import { Table } from "../../parts/Table";
import { Tag } from "../../parts/Tag";
import { bytesIn, count, label, plural } from "../../parts/words";

const isGood = (outcome: string) => ["ok", "success", "passed"].includes(outcome);

function rowsOf({ configuration, operations: all, bytes_in, bytes_out }: Operations) {
  const sum = (pick: (outcome: string) => boolean) => all.filter((one) => pick(one.outcome)).reduce((total, one) => total + one.count, 0);
  const faults = all.filter((one) => !isGood(one.outcome) && one.count > 0);
  return { id: configuration, good: sum(isGood), bad: sum((outcome) => !isGood(outcome)), faults, bytes_in, bytes_out };
}

export function OperationsPanel() {
  const query = useQuery({ queryKey: ["operations"], queryFn: operations, refetchInterval: 15_000 });
  return (
    <Panel title="What the stores were asked" about="Since the server started.">
      <Loaded query={query}>
        {({ items }) => (
          <Table
            name="Operations by storage configuration"
            records={items.map(rowsOf)}
            empty="No store was asked for anything yet"
            columns={[
              { accessor: "id", title: "Storage" },
              { accessor: "good", title: "Done", textAlign: "right", render: (one) => count(one.good) },
              {
                accessor: "bad",
                title: "Failed",
                render: (one) =>
                  one.bad === 0 ? (
                    <Tag tone="good">none</Tag>
                  ) : (
                    <Stack gap={2} align="flex-start">
                      <Tag tone="bad">{plural(one.bad, "failure")}</Tag>
                      {one.faults.map((fault) => (
                        <Text key={fault.operation + fault.outcome} size="xs" c="dimmed">
                          {label(fault.operation)}: {fault.outcome.replace(/_/g, " ")} ({count(fault.count)})
                        </Text>
                      ))}
                    </Stack>
                  ),
              },
              { accessor: "bytes_in", title: "Written", textAlign: "right", render: (one) => bytesIn(one.bytes_in) },
              { accessor: "bytes_out", title: "Read", textAlign: "right", render: (one) => bytesIn(one.bytes_out) },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}
