import { Anchor, Group, List, Stack, Text } from "@mantine/core";
import { Link } from "react-router-dom";
import type { PlacedValues, Placement } from "../../api/placement";
import { Tag } from "../../parts/Tag";
import { bytesIn, plural } from "../../parts/words";
import { useConfigurations } from "../configurations/useConfigurations";
import { placeOf, useContainers, usePlaces } from "../containers/useContainers";

// Where the form is that supplies what is missing.
function useRemedy({ store, module }: Placement): [string, string] {
  const configurations = useConfigurations().data?.items ?? [];
  const containers = useContainers().data?.items ?? [];
  const fitting = configurations.filter((one) => one.kind === store || one.name === store);
  const first = fitting[0];
  if (!first) return [`/configurations/new?kind=${encodeURIComponent(store)}`, "Add a storage for it"];
  const own = containers.filter((one) => fitting.some((each) => each.name === one.configuration) && !one.vanished);
  if (own.length === 0)
    return [`/containers?create=${encodeURIComponent(first.name)}&module=${encodeURIComponent(module)}`, "Create its bucket or directory"];
  if (own.length === 1) return [`/containers/${own[0]!.id}`, `Give ${own[0]!.name} the module ${module}`];
  return ["/containers", `Give one of the ${own.length} the module ${module}`];
}

function Missing({ one }: { one: Placement }) {
  const [path, words] = useRemedy(one);
  return (
    <Stack gap={2} align="flex-start">
      <Tag tone="bad">missing</Tag>
      <Text size="sm">{one.missing}</Text>
      <Anchor component={Link} to={path} size="sm" underline="always">
        {words}
      </Anchor>
    </Stack>
  );
}

function Reasons({ reasons }: { reasons: string[] }) {
  if (reasons.length <= 1)
    return (
      <Text size="xs" c="dimmed">
        {reasons[0]}
      </Text>
    );
  return (
    <List size="xs" c="dimmed" spacing={0}>
      {reasons.map((reason) => (
        <List.Item key={reason}>{reason}</List.Item>
      ))}
    </List>
  );
}

export function NextPlace({ one }: { one: Placement }) {
  const container = usePlaces().data?.items.find((each) => each.name === one.container && each.configuration === one.configuration);
  if (one.missing) return <Missing one={one} />;
  return (
    <Stack gap={2} maw={420}>
      {container ? (
        <Anchor component={Link} to={`/containers/${container.id}`} size="sm" fw={600}>
          {placeOf(container)}
        </Anchor>
      ) : (
        <Text size="sm" fw={600}>
          {one.configuration}/{one.container}
        </Text>
      )}
      <Reasons reasons={one.reasons ?? []} />
    </Stack>
  );
}

export function Values({ values }: { values: PlacedValues[] }) {
  if (!values?.length)
    return (
      <Text size="sm" c="dimmed">
        none yet
      </Text>
    );
  return (
    <Stack gap={2}>
      {values.map((one) => (
        <Group key={`${one.configuration}/${one.container}`} gap={6}>
          <Text size="sm">{placeOf({ ...one, name: one.container, kind: one.configuration })}</Text>
          <Text size="xs" c="dimmed">
            {plural(one.objects, "file")}, {bytesIn(one.bytes)}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
