import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "react-router-dom";
import { type Finding, settleStray, type Stray } from "../../api/safety";
import { confirm } from "../../parts/confirm";
import { useChange } from "../../parts/useChange";

const isStray = ({ kind, key }: Finding) => !!key && (kind === "stray" || kind === "unfinished");

function StrayButtons({ finding }: { finding: Finding }) {
  const settling = useChange(
    (action: Stray["action"]) => {
      const { configuration, container, key, kind } = finding;
      return settleStray({ configuration, container, key, kind, action });
    },
    {
      stale: ["findings", "objects", "containers", "status"],
      fault: "The stray object stays as it is",
      done: (_, action) => (action === "adopt" ? "It belongs to a new attachment now." : "It was removed from the store."),
    },
  );
  const askToRemove = () =>
    confirm({
      title: "Remove it from the store?",
      words: `No record names ${finding.key}. It is removed for good, without the trash.`,
      yes: "Remove",
      isDangerous: true,
      onYes: () => settling.mutate("remove"),
    });
  return (
    <Group gap="xs">
      {finding.kind === "stray" && (
        <Button
          size="xs"
          variant="light"
          loading={settling.isPending}
          onClick={() => settling.mutate("adopt")}
          aria-label={`Adopt ${finding.key}`}
        >
          Adopt
        </Button>
      )}
      <Button size="xs" variant="light" color="red" loading={settling.isPending} onClick={askToRemove} aria-label={`Remove ${finding.key}`}>
        Remove
      </Button>
    </Group>
  );
}

const backup = "bring it back from a backup of the store, or give the record another file.";

const remedies: Record<string, string> = {
  missing: `It may be on the way back: ask who keeps the store. Else ${backup}`,
  "wrong-size": `Scrub it, then Repair. Else ${backup}`,
  damaged: `Repair looks for a good copy. Where there is none, ${backup}`,
  stray: "Adopt makes an attachment of it. Remove takes it from the store for good.",
  unfinished: "Remove takes away the pieces of an upload that nobody finishes.",
  "out-of-reach": "Test the connection of its storage configuration, then check again.",
};

// What was found, and the way out of it.
export function Remedy({ finding }: { finding: Finding }) {
  return (
    <Stack gap={6} align="flex-start">
      <Text size="sm">{finding.words}</Text>
      {remedies[finding.kind] && (
        <Text size="sm" c="dimmed">
          {remedies[finding.kind]}
        </Text>
      )}
      {isStray(finding) && <StrayButtons finding={finding} />}
      {finding.blob ? (
        <Anchor component={Link} to={`/objects/${finding.blob}`} size="sm" underline="always">
          Object {finding.blob}
        </Anchor>
      ) : null}
    </Stack>
  );
}
