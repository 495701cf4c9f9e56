import { Stack, Text } from "@mantine/core";
import type { Status } from "../../api/safety";
import { Panel } from "../../parts/Panel";
import { Table } from "../../parts/Table";
import { TimeAgo } from "../../parts/TimeAgo";
import { duration, moment } from "../../parts/words";

const retentionOf = (one: { retention_seconds?: number; retention?: number }) => one.retention_seconds ?? one.retention ?? 0;

// How old a backup of the database may be.
export function Horizon({ horizon }: { horizon: Status["horizon"] }) {
  return (
    <Panel title="Recovery horizon" about="How old a backup of the database may be so that every file it names is still there.">
      <Stack>
        <Text>
          {horizon.since ? (
            <>
              A backup made since <strong>{moment(horizon.since)}</strong> (<TimeAgo at={horizon.since} />) is complete. An older one may
              name files that are gone for good.
            </>
          ) : (
            <>Any backup is complete: no file has been removed for good yet.</>
          )}
        </Text>
        {horizon.containers.length > 0 && (
          <Table
            name="Recovery horizon by bucket and directory"
            records={horizon.containers.map((one) => ({ ...one, id: `${one.configuration}/${one.container}` }))}
            columns={[
              { accessor: "id", title: "Bucket or directory" },
              { accessor: "retention", title: "Retention", render: (one) => duration(retentionOf(one)) },
              { accessor: "since", title: "Backups are complete since", render: (one) => <TimeAgo at={one.since} never="ever" /> },
            ]}
          />
        )}
        <Text size="sm" c="dimmed">
          A longer retention of a bucket or directory lets older backups be restored, and keeps more bytes.
        </Text>
      </Stack>
    </Panel>
  );
}
