import { Card, Group, Stack, Text, ThemeIcon } from "@mantine/core";
import type { ReactNode } from "react";
import type { Icon } from "./icons";

interface Given {
  icon: Icon;
  name: string;
  value: ReactNode;
  about?: ReactNode;
}

// One number that matters.
export function Figure({ icon: Sign, name, value, about }: Given) {
  return (
    <Card withBorder radius="md" padding="md">
      <Group wrap="nowrap" align="flex-start">
        <ThemeIcon variant="light" size={40} radius="md" aria-hidden>
          <Sign size={22} stroke={1.7} />
        </ThemeIcon>
        <Stack gap={2} miw={0}>
          <Text size="sm" c="dimmed">
            {name}
          </Text>
          <Text size="xl" fw={700} lh={1.2}>
            {value}
          </Text>
          {about && (
            <Text size="sm" c="dimmed" component="div">
              {about}
            </Text>
          )}
        </Stack>
      </Group>
    </Card>
  );
}
