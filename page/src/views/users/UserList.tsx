import { Button, Group, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import type { User } from "../../api/users";
import { IconKey, IconPencil, IconPlus } from "../../parts/icons";
import { Loaded } from "../../parts/Loaded";
import { Table } from "../../parts/Table";
import { Tag } from "../../parts/Tag";
import { KeysDialog } from "./KeysDialog";
import { UserDialog } from "./UserDialog";
import { useGroups, useUsers } from "./useUsers";

export function UserList() {
  const groups = useGroups().data ?? [];
  const all = useUsers();
  const [edited, edit] = useState<User["id"] | "new" | null>(null);
  const user = edited === "new" ? edited : (all.data?.find(({ id }) => id === edited) ?? null);
  const [keysOf, showKeys] = useState<User | null>(null);
  const groupName = (id: number) => groups.find((one) => one.id === id)?.name ?? `group ${id}`;
  return (
    <Stack>
      <Group>
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => edit("new")}>
          Add a user
        </Button>
      </Group>
      <Loaded query={all}>
        {(users) => (
          <Table
            name="Users"
            records={users}
            columns={[
              {
                accessor: "login",
                title: "User",
                render: (one) => (
                  <Stack gap={0}>
                    <Text size="sm" fw={600}>
                      {one.name}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {one.login}
                    </Text>
                  </Stack>
                ),
              },
              {
                accessor: "groups_id",
                title: "Groups",
                render: (one) => (
                  <Group gap={4}>
                    {one.groups_id.map((id) => (
                      <Tag key={id} tone="note">
                        {groupName(id)}
                      </Tag>
                    ))}
                  </Group>
                ),
              },
              { accessor: "active", title: "State", render: (one) => (one.active ? <Tag tone="good">active</Tag> : <Tag>disabled</Tag>) },
              {
                accessor: "actions",
                title: <VisuallyHidden>Actions</VisuallyHidden>,
                textAlign: "right",
                render: (one) => (
                  <Group gap={4} justify="flex-end" wrap="nowrap">
                    <Button
                      size="xs"
                      variant="subtle"
                      leftSection={<IconPencil size={15} aria-hidden />}
                      onClick={() => edit(one.id)}
                      aria-label={`Change ${one.login}`}
                    >
                      Change
                    </Button>
                    <Button
                      size="xs"
                      variant="subtle"
                      leftSection={<IconKey size={15} aria-hidden />}
                      onClick={() => showKeys(one)}
                      aria-label={`API keys of ${one.login}`}
                    >
                      API keys
                    </Button>
                  </Group>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      <UserDialog user={user} close={() => edit(null)} />
      <KeysDialog user={keysOf?.id ?? null} name={keysOf?.login ?? ""} close={() => showKeys(null)} />
    </Stack>
  );
}
