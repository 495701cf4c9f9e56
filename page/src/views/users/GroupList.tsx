import { Group, Stack, Text } from "@mantine/core";
import { Loaded } from "../../parts/Loaded";
import { Table } from "../../parts/Table";
import { Tag } from "../../parts/Tag";
import { useGroups, useUsers } from "./useUsers";

export function GroupList() {
  const users = useUsers().data ?? [];
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        Modules say what each group may do. Who is in a group is set with the user.
      </Text>
      <Loaded query={useGroups()}>
        {(groups) => (
          <Table
            name="Groups"
            records={groups}
            columns={[
              {
                accessor: "name",
                title: "Group",
                render: (one) => (
                  <Text size="sm" fw={600}>
                    {one.full_name || one.name}
                  </Text>
                ),
              },
              {
                accessor: "users",
                title: "Users",
                render: (one) => (
                  <Group gap={4}>
                    {users
                      .filter((user) => user.groups_id.includes(one.id))
                      .map((user) => (
                        <Tag key={user.id}>{user.login}</Tag>
                      ))}
                  </Group>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </Stack>
  );
}
