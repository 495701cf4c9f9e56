import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type ApiKey, keys, removeKey } from "../../api/keys";
import { confirm } from "../../parts/confirm";
import { Copied } from "../../parts/Copy";
import { Loaded } from "../../parts/Loaded";
import { TimeAgo } from "../../parts/TimeAgo";
import { useChange } from "../../parts/useChange";
import { NewKeyForm, scopes } from "./NewKeyForm";

function One({ user, one }: { user: number; one: ApiKey }) {
  const removing = useChange(() => removeKey(user, one.id), {
    stale: ["keys"],
    fault: "The key is still there",
    done: () => `The key “${one.name}” is removed.`,
  });
  const ask = () =>
    confirm({
      title: `Remove the key “${one.name}”?`,
      words: "Programs that use it are refused at once.",
      yes: "Remove",
      isDangerous: true,
      onYes: () => removing.mutate(undefined),
    });
  return (
    <Group justify="space-between" wrap="nowrap">
      <Stack gap={0} miw={0}>
        <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
          {one.name}
        </Text>
        <Text size="xs" c="dimmed">
          {scopes.find(({ value }) => value === one.scope)?.label ?? one.scope}, made <TimeAgo at={one.created} />, last used{" "}
          <TimeAgo at={one.last_used} />,{" "}
          {one.expires ? (
            <>
              ends <TimeAgo at={one.expires} />
            </>
          ) : (
            "never ends"
          )}
        </Text>
      </Stack>
      <Button size="xs" variant="default" onClick={ask} loading={removing.isPending} aria-label={`Remove the key ${one.name}`}>
        Remove
      </Button>
    </Group>
  );
}

export function KeyList({ user }: { user: number }) {
  const query = useQuery({ queryKey: ["keys", user], queryFn: () => keys(user) });
  const [made, setMade] = useState<string | null>(null);
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        A program logs in with a key in place of the password. It can be removed at any time.
      </Text>
      {made && (
        <Alert
          color="green"
          title="Copy the key now. It is not shown again."
          withCloseButton
          closeButtonLabel="Hide the key"
          onClose={() => setMade(null)}
          role="status"
        >
          <Copied value={made} what="the key" />
        </Alert>
      )}
      <NewKeyForm user={user} made={setMade} />
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm">There is no key yet.</Text>
          ) : (
            <Stack gap="sm">
              {items.map((one) => (
                <One key={one.id} user={user} one={one} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Stack>
  );
}
