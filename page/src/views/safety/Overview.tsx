import { Anchor, SimpleGrid, Stack, Text } from "@mantine/core";
import { Link } from "react-router-dom";
import type { Status } from "../../api/safety";
import { Figure } from "../../parts/Figure";
import { IconRefresh, IconRestore, IconShield, IconTrash } from "../../parts/icons";
import { Loaded } from "../../parts/Loaded";
import { TimeAgo } from "../../parts/TimeAgo";
import { useStatus } from "../../parts/useStatus";
import { bytesIn, count, duration, plural } from "../../parts/words";
import { Horizon } from "./Horizon";
import { Jobs } from "./Jobs";

function Waiting({ status: { waiting, garbage_overdue: overdue } }: { status: Status }) {
  return (
    <>
      {waiting.uploads > 0 && <div>{plural(waiting.uploads, "unfinished upload")}</div>}
      {overdue > 0 ? (
        <div>The oldest could be gone for {duration(overdue)}: run Collect.</div>
      ) : waiting.next ? (
        <div>
          The next may go <TimeAgo at={waiting.next} />.
        </div>
      ) : (
        <div>Nothing is overdue.</div>
      )}
    </>
  );
}

export function Overview() {
  return (
    <Loaded query={useStatus()}>
      {(status) => (
        <Stack gap="lg">
          <SimpleGrid cols={{ base: 1, xs: 2, xl: 4 }}>
            <Figure
              icon={IconTrash}
              name="No longer used"
              value={count(status.trash.values)}
              about={
                <>
                  {bytesIn(status.trash.bytes)}.{" "}
                  <Anchor component={Link} to="/safety/trash" inherit underline="always">
                    Look and restore
                  </Anchor>
                </>
              }
            />
            <Figure
              icon={IconRefresh}
              name="Garbage that waits"
              value={bytesIn(status.waiting.bytes)}
              about={<Waiting status={status} />}
            />
            <Figure
              icon={IconRestore}
              name="Being written now"
              value={count(status.reserved)}
              about="Places kept for files on their way."
            />
            <Figure
              icon={IconShield}
              name="Environment"
              value={status.environment.agrees ? "At home" : "A copy"}
              about={
                status.environment.agrees ? (
                  "This catalog owns its buckets and directories."
                ) : (
                  <Text inherit c="var(--mantine-color-red-text)">
                    It is a copy, and writes nothing.
                  </Text>
                )
              }
            />
          </SimpleGrid>
          <Jobs status={status} />
          <Horizon horizon={status.horizon} />
        </Stack>
      )}
    </Loaded>
  );
}
