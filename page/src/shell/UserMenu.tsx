import { Button, Menu } from "@mantine/core";
import { useState } from "react";
import { kept } from "../api/keep";
import { logOut, type Me } from "../api/session";
import { IconKey, IconLogout, IconUser } from "../parts/icons";
import { useChange } from "../parts/useChange";
import { OwnKeys } from "../views/users/OwnKeys";
import { PasswordDialog } from "../views/users/PasswordDialog";

// Whoever comes next shall find nothing of who was here.
const forget = () => {
  kept.setQueryData(["me"], null);
  kept.removeQueries({ predicate: ({ queryKey: [name] }) => name !== "me" });
};

export function UserMenu({ me }: { me: Me }) {
  const [shown, show] = useState<"password" | "keys" | null>(null);
  const leaving = useChange(logOut, { stale: [], then: forget });
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <Button variant="subtle" color="gray" leftSection={<IconUser size={18} aria-hidden />} px="xs">
            {me.login}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label c="dimmed">{me.name}</Menu.Label>
          {me.has_password && (
            <Menu.Item leftSection={<IconUser size={16} aria-hidden />} onClick={() => show("password")}>
              Change your password
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => show("keys")}>
            Your API keys
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leaving.mutate(undefined)}>
            Log out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <PasswordDialog opened={shown === "password"} close={() => show(null)} />
      <OwnKeys user={me.user} opened={shown === "keys"} close={() => show(null)} />
    </>
  );
}
