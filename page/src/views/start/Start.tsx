import { Alert, Anchor, SimpleGrid, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router-dom";
import { placement } from "../../api/placement";
import { Figure } from "../../parts/Figure";
import { IconAlert, IconBucket, IconCloud, IconFiles, IconTrash } from "../../parts/icons";
import { Loaded } from "../../parts/Loaded";
import { PageTitle } from "../../parts/PageTitle";
import { useStatus } from "../../parts/useStatus";
import { bytesIn, count, plural } from "../../parts/words";
import { useConfigurations } from "../configurations/useConfigurations";
import { useContainers } from "../containers/useContainers";
import { Guide } from "./Guide";
import { UpkeepNote } from "./UpkeepNote";

function Figures() {
  const configurations = useConfigurations().data?.items ?? [];
  const containers = useContainers().data?.items ?? [];
  const trash = useStatus().data?.trash;
  const sum = (pick: "live" | "live_bytes") => containers.reduce((total, one) => total + one[pick], 0);
  const silent = configurations.filter((one) => one.breaker).length;
  const link = (to: string, words: string) => (
    <Anchor component={Link} to={to} inherit underline="always">
      {words}
    </Anchor>
  );
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, xl: 4 }}>
      <Figure
        icon={IconFiles}
        name="Objects"
        value={count(sum("live"))}
        about={
          <>
            {bytesIn(sum("live_bytes"))}. {link("/objects", "Browse")}
          </>
        }
      />
      <Figure
        icon={IconBucket}
        name="Buckets and directories"
        value={count(containers.length)}
        about={link("/containers", "All of them")}
      />
      <Figure
        icon={IconCloud}
        name="Storage configurations"
        value={count(configurations.length)}
        about={silent ? `${silent} of them does not answer` : link("/configurations", "All of them")}
      />
      <Figure
        icon={IconTrash}
        name="No longer used"
        value={count(trash?.values ?? 0)}
        about={
          <>
            {bytesIn(trash?.bytes ?? 0)}, kept until their retention ends. {link("/safety/trash", "Trash")}
          </>
        }
      />
    </SimpleGrid>
  );
}

function MissingNote() {
  const missing = useQuery({ queryKey: ["placement"], queryFn: placement }).data?.items.filter((one) => one.missing) ?? [];
  if (missing.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconAlert aria-hidden />} title={`${plural(missing.length, "field")} cannot take a file yet`}>
      <Anchor component={Link} to="/placement?only=missing" size="sm" underline="always">
        See what is missing, and mend it
      </Anchor>
    </Alert>
  );
}

export function Start() {
  const configurations = useConfigurations();
  const containers = useContainers();
  return (
    <>
      <PageTitle title="Start">Where the files of your ERP are kept, and how they fare.</PageTitle>
      <Loaded query={configurations}>
        {({ items: stores }) => (
          <Loaded query={containers}>
            {({ items }) => (
              <Stack gap="lg">
                <Guide configurations={stores} containers={items} />
                {stores.length > 0 && <Figures />}
                {items.length > 0 && <MissingNote />}
                <UpkeepNote />
              </Stack>
            )}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}
