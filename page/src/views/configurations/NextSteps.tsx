import { Anchor, Button, Divider, Group, Text } from "@mantine/core";
import { Link } from "react-router-dom";
import type { Configuration } from "../../api/configurations";
import { IconPlus } from "../../parts/icons";
import { containerWord, containerWords } from "../../parts/words";
import { SynchroniseButton } from "../containers/SynchroniseButton";

// From a connection that works to the first file.
export function NextSteps({ configuration }: { configuration: Configuration }) {
  const { kind, name } = configuration;
  return (
    <>
      <Divider my="md" />
      <Text size="sm" mb="sm">
        When the connection works: take over the {containerWords(kind)} that are there, or create one. Then give it{" "}
        <Anchor component={Link} to="/containers" inherit underline="always">
          modules
        </Anchor>
        .
      </Text>
      <Group>
        <SynchroniseButton configuration={name} />
        <Button
          component={Link}
          to={`/containers?create=${encodeURIComponent(name)}`}
          variant="light"
          leftSection={<IconPlus size={18} aria-hidden />}
        >
          Create a {containerWord(kind)}
        </Button>
      </Group>
    </>
  );
}
