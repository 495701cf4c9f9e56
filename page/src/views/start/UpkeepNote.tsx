import { Alert, Anchor, Text } from "@mantine/core";
import { Fragment } from "react";
import { Link } from "react-router-dom";
import { IconAlert } from "../../parts/icons";
import { useStatus } from "../../parts/useStatus";
import { label } from "../../parts/words";

const isSearch = (job: string) => job === "check" || job === "scrub";

// Jobs that went wrong.
export function UpkeepNote() {
  const failed = useStatus().data?.jobs.filter((job) => job.outcome === "failed") ?? [];
  if (failed.length === 0) return null;
  return (
    <Alert color="red" icon={<IconAlert aria-hidden />} title="Upkeep needs you">
      <Text size="sm">
        {failed.map(({ name }) => (
          <Fragment key={name}>
            {isSearch(name) ? `${label(name)} has found something. ` : `${label(name)} did not end well the last time. `}
            <Anchor component={Link} to={isSearch(name) ? `/safety/${name}` : "/safety/overview"} inherit underline="always">
              {isSearch(name) ? "What to do" : "See what happened"}
            </Anchor>
            <br />
          </Fragment>
        ))}
      </Text>
    </Alert>
  );
}
