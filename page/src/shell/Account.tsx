import { Container, Group, Stack } from "@mantine/core";
import type { Me } from "../api/session";
import { PageTitle } from "../parts/PageTitle";
import { Panel } from "../parts/Panel";
import { KeyList } from "../views/users/KeyList";
import { Mark } from "./Mark";
import { SchemeMenu } from "./SchemeMenu";
import { UserMenu } from "./UserMenu";

// What somebody sees who is no administrator.
export function Account({ me }: { me: Me }) {
  return (
    <Container size="sm" py="md">
      <Group component="header" justify="space-between" mb="xl">
        <Mark />
        <Group gap="xs">
          <SchemeMenu />
          <UserMenu me={me} />
        </Group>
      </Group>
      <Stack component="main">
        <PageTitle title={me.name}>
          Only administrators see the storage. Here you change your password, and make keys for programs that work in your name.
        </PageTitle>
        <Panel title="API keys">
          <KeyList user={me.user} />
        </Panel>
      </Stack>
    </Container>
  );
}
