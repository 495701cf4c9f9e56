import { Button, Group, Text } from "@mantine/core";
import { Link } from "react-router-dom";
import type { Configuration } from "../../api/configurations";
import { IconPlus } from "../../parts/icons";
import { containerWord, containerWords } from "../../parts/words";
import { SynchroniseButton } from "../containers/SynchroniseButton";

interface Given {
  configuration: Configuration;
  isDue: boolean; // nothing else is to be done first
}

// From a connection that works to the first file.
export function NextSteps({ configuration, isDue }: Given) {
  const { kind, name } = configuration;
  return (
    <>
      <Text size="sm">
        With a connection that works: take over the {containerWords(kind)} that are there, or create one, and say which modules’
        files go there.
      </Text>
      <Group>
        <SynchroniseButton configuration={name} />
        <Button
          component={Link}
          to={`/containers?create=${encodeURIComponent(name)}`}
          variant={isDue ? "filled" : "light"}
          leftSection={<IconPlus size={18} aria-hidden />}
        >
          Create a {containerWord(kind)}
        </Button>
      </Group>
    </>
  );
}
