import { Alert, Anchor, Text } from "@mantine/core";
import { Link } from "react-router-dom";
import { IconAlert } from "../../parts/icons";
import { useStatus } from "../../parts/useStatus";
import { label } from "../../parts/words";

// Jobs that went wrong.
export function UpkeepNote() {
  const failed = useStatus().data?.jobs.filter((job) => job.outcome === "failed") ?? [];
  if (failed.length === 0) return null;
  return (
    <Alert color="red" icon={<IconAlert aria-hidden />} title="Upkeep needs you">
      <Text size="sm">
        {failed.map((job) => label(job.name)).join(", ")} did not end well the last time.{" "}
        <Anchor component={Link} to="/safety/overview" inherit underline="always">
          See what happened
        </Anchor>
      </Text>
    </Alert>
  );
}
