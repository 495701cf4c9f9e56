import { Button, Group, Stack, Text, ThemeIcon } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { Link } from "react-router-dom";
import type { Configuration } from "../../api/configurations";
import type { Container } from "../../api/containers";
import { IconCheck } from "../../parts/icons";
import { Panel } from "../../parts/Panel";

interface Given {
  configurations: Configuration[];
  containers: Container[];
}

interface Step {
  title: string;
  words: string;
  isDone: boolean;
  to: string;
  action: string;
}

function stepsOf({ configurations, containers }: Given): Step[] {
  const remote = containers.filter((one) => !one.vanished && one.kind !== "database");
  const first = remote[0];
  const place = first ? `/containers/${first.id}` : "/containers";
  return [
    {
      title: "Add a storage",
      words:
        "An S3 account or an FTP server: its address, and a login or access key. The connection is tested at once, and each fault is shown with its fix.",
      isDone: configurations.length > 0,
      to: "/configurations/new",
      action: "Add a storage",
    },
    {
      title: "Take over or create a bucket or directory",
      words: "Synchronise takes over those that are on the server. Create makes a new one, and asks for its modules.",
      isDone: remote.length > 0,
      to: `/containers?create=${encodeURIComponent(configurations[0]?.name ?? "")}`,
      action: "Create one",
    },
    {
      title: "Say which modules go there",
      words: "Files of sale documents into one, of purchase documents into another.",
      isDone: remote.some((one) => one.modules.length > 0),
      to: place,
      action: "Give it modules",
    },
    {
      title: "Add a first file",
      words: "To see it arrive. From then on your ERP writes there by itself.",
      isDone: remote.some((one) => one.live > 0),
      to: `/objects?add=1${first ? `&container=${first.id}` : ""}`,
      action: "Add files",
    },
  ];
}

// From an empty server to a first file, until all of it is done or somebody has enough of it.
export function Guide(given: Given) {
  const [isHidden, hide] = useLocalStorage({ key: "outfield-guide-hidden", defaultValue: false, getInitialValueInEffect: false });
  const steps = stepsOf(given);
  const next = steps.findIndex((step) => !step.isDone);
  if (next < 0 || isHidden) return null;
  const isEmpty = given.configurations.length === 0;
  return (
    <Panel
      title={isEmpty ? "Four steps to the first file" : "Next steps"}
      about={isEmpty ? "It takes about two minutes." : undefined}
      actions={
        !isEmpty && (
          <Button variant="subtle" size="xs" onClick={() => hide(true)}>
            Hide
          </Button>
        )
      }
    >
      <Stack component="ol" gap="lg" m={0} p={0} style={{ listStyle: "none" }}>
        {steps.map((step, at) => (
          <Group component="li" key={step.title} wrap="nowrap" align="flex-start">
            <ThemeIcon
              size={32}
              radius="xl"
              variant={step.isDone ? "light" : at === next ? "filled" : "default"}
              color={step.isDone ? "green" : "field"}
              aria-hidden
            >
              {step.isDone ? <IconCheck size={20} /> : at + 1}
            </ThemeIcon>
            <Stack gap={4} align="flex-start">
              <Text fw={600}>
                {step.title}
                {step.isDone && (
                  <Text span size="sm" c="dimmed" fw={400}>
                    {" "}
                    · done
                  </Text>
                )}
              </Text>
              {!step.isDone && (
                <Text size="sm" c="dimmed">
                  {step.words}
                </Text>
              )}
              {at === next && (
                <Button component={Link} to={step.to} mt={4}>
                  {step.action}
                </Button>
              )}
              {at > next && !step.isDone && next > 0 && (
                <Button component={Link} to={step.to} mt={4} variant="subtle" size="compact-sm" px={0}>
                  {step.action}
                </Button>
              )}
            </Stack>
          </Group>
        ))}
      </Stack>
    </Panel>
  );
}
