import { Center, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { type Icon, IconEmpty } from "./icons";

interface Given {
  icon?: Icon;
  title: string;
  children?: ReactNode; // why it is empty, and what to do
  action?: ReactNode;
}

export function EmptyState({ icon: Sign = IconEmpty, title, children, action }: Given) {
  return (
    <Center py={48} px="md">
      <Stack align="center" gap="sm" maw={460}>
        <ThemeIcon size={56} radius="xl" variant="light" aria-hidden>
          <Sign size={30} stroke={1.6} />
        </ThemeIcon>
        <Title order={2} size="h4" ta="center">
          {title}
        </Title>
        {children && (
          <Text c="dimmed" size="sm" ta="center" component="div">
            {children}
          </Text>
        )}
        {action}
      </Stack>
    </Center>
  );
}
