import { Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { deleteObject, downloadPath, objectOf } from "../../api/objects";
import { confirm } from "../../parts/confirm";
import { Copied } from "../../parts/Copy";
import { Facts } from "../../parts/Facts";
import { IconDownload, IconMove, IconTrash } from "../../parts/icons";
import { Loaded } from "../../parts/Loaded";
import { Tag } from "../../parts/Tag";
import { TimeAgo } from "../../parts/TimeAgo";
import { useChange } from "../../parts/useChange";
import { bytesIn, placeIn } from "../../parts/words";
import { History } from "./History";
import { MoveDialog } from "./MoveDialog";
import { nameOf } from "./ObjectTable";
import { Preview } from "./Preview";
import { useRestore } from "./useRestore";

interface Given {
  blob: number | null;
  close: () => void;
  go: (blob: number) => void;
}

export function ObjectDrawer({ blob, close, go }: Given) {
  return (
    <Drawer opened={blob !== null} onClose={close} position="right" size="lg" title={<Text fw={650}>Object {blob}</Text>}>
      {blob !== null && <Content key={blob} blob={blob} close={close} go={go} />}
    </Drawer>
  );
}

function Content({ blob, close, go }: { blob: number; close: () => void; go: (blob: number) => void }) {
  const found = useQuery({ queryKey: ["object", blob], queryFn: () => objectOf(blob) });
  const [moving, setMoving] = useState(false);
  const restoring = useRestore();
  const deleting = useChange(() => deleteObject(blob), {
    stale: ["objects", "object", "trash", "containers", "status"],
    fault: "It was not deleted",
    done: () => "It is in the trash. Restore it under Safety, Trash.",
    then: close,
  });
  return (
    <Loaded query={found}>
      {(one) => {
        const isLive = one.state === "live";
        const askToDelete = () =>
          confirm({
            title: `Delete ${nameOf(one)}?`,
            words: "It goes to the trash, and stays there until the retention ends. Until then it can be restored.",
            yes: "Delete",
            isDangerous: true,
            onYes: () => deleting.mutate(undefined),
          });
        return (
          <Stack>
            <Text fw={650} size="lg" component="h2" m={0} style={{ overflowWrap: "anywhere" }}>
              {nameOf(one)}
            </Text>
            <Preview one={one} />
            <Group gap="xs">
              <Button component="a" href={downloadPath(blob)} download={nameOf(one)} leftSection={<IconDownload size={18} aria-hidden />}>
                Download
              </Button>
              {isLive ? (
                <>
                  <Button variant="light" leftSection={<IconMove size={18} aria-hidden />} onClick={() => setMoving(true)}>
                    Move
                  </Button>
                  <Button
                    variant="light"
                    color="red"
                    leftSection={<IconTrash size={18} aria-hidden />}
                    onClick={askToDelete}
                    loading={deleting.isPending}
                  >
                    Delete
                  </Button>
                </>
              ) : (
                <Button variant="light" onClick={() => restoring.mutate({ blob })} loading={restoring.isPending}>
                  Restore
                </Button>
              )}
            </Group>
            <Facts
              facts={[
                ["Belongs to", `${one.record_name ? `${one.record_name}: ` : ""}${one.model},${one.record} ${one.field}`],
                ["Kept in", placeIn(one.configuration, one.container)],
                ["Key", <Copied key="key" value={one.key} what="the key" />],
                ["Size", `${bytesIn(one.size)} (${one.size.toLocaleString("en")} bytes)`],
                ["Type", one.media_type],
                ["SHA-256", <Copied key="hash" value={one.sha256} what="the hash" />],
                ["Written", <TimeAgo key="written" at={one.created} />],
                ["Read again", <TimeAgo key="verified" at={one.verified} never="not since it was written" />],
                [
                  "State",
                  one.damaged ? (
                    <Tag key="state" tone="bad">
                      damaged
                    </Tag>
                  ) : (
                    <Tag key="state" tone={isLive ? "good" : "warn"}>
                      {isLive ? "in order" : "in the trash"}
                    </Tag>
                  ),
                ],
              ]}
            />
            <History history={one.history ?? []} current={blob} go={go} />
            <MoveDialog objects={[one]} opened={moving} close={() => setMoving(false)} done={close} />
          </Stack>
        );
      }}
    </Loaded>
  );
}
