import { Card, Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface Given {
  title: string;
  about?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

export function Panel({ title, about, actions, children }: Given) {
  return (
    <Card withBorder radius="md" padding="lg" component="section" aria-label={title}>
      <Group justify="space-between" align="flex-start" mb={children ? "md" : 0} gap="sm">
        <Stack gap={2} maw={640} style={{ flex: "1 1 280px" }}>
          <Title order={2} size="h4">
            {title}
          </Title>
          {about && (
            <Text c="dimmed" size="sm">
              {about}
            </Text>
          )}
        </Stack>
        {actions}
      </Group>
      {children}
    </Card>
  );
}
