import { Button, Group, Modal, MultiSelect, PasswordInput, Stack, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { setPassword } from "../../api/keys";
import { addUser, changeUser, type Group as UserGroup, type User } from "../../api/users";
import { ErrorState } from "../../parts/ErrorState";
import { useChange } from "../../parts/useChange";
import { fewest, passwordFault } from "./password";
import { useGroups } from "./useUsers";

interface Given {
  user: User | "new" | null;
  close: () => void;
}

export function UserDialog({ user, close }: Given) {
  return (
    <Modal opened={user !== null} onClose={close} title={user === "new" ? "New user" : `User ${user?.login ?? ""}`}>
      {user !== null && <Form before={user === "new" ? null : user} close={close} />}
    </Modal>
  );
}

// What nearly every user is.
const ordinary = (groups: UserGroup[]) => groups.filter(({ name }) => name === "Internal user").map(({ id }) => id);

function Form({ before, close }: { before: User | null; close: () => void }) {
  const groups = useGroups().data ?? [];
  const form = useForm({
    initialValues: {
      login: before?.login ?? "",
      name: before?.name ?? "",
      active: before?.active ?? true,
      groups: (before?.groups_id ?? ordinary(groups)).map(String),
      password: "",
    },
    validate: {
      login: (text) => (text.trim() ? null : "A login is needed"),
      name: (text) => (text.trim() ? null : "A name is needed"),
      password: (text) => (text || !before ? passwordFault(text) : null),
    },
  });
  const saving = useChange(
    async () => {
      const { login, name, active, groups: chosen, password } = form.values;
      const values = {
        login: login.trim(),
        name: name.trim(),
        active,
        ...(before || chosen.length > 0 ? { groups: chosen.map(Number) } : {}),
      };
      const id = before ? (await changeUser(before.id, values), before.id) : await addUser(values);
      if (password) await setPassword(id, password);
    },
    { stale: ["users", "groups", "audit"], fault: "", done: () => "Saved.", then: close },
  );
  return (
    <form onSubmit={form.onSubmit(() => saving.mutate(undefined))} noValidate>
      <Stack>
        <TextInput label="Name" required data-autofocus {...form.getInputProps("name")} />
        <TextInput label="Login" required autoComplete="off" {...form.getInputProps("login")} />
        <MultiSelect
          label="Groups"
          data={groups.map((one) => ({ value: String(one.id), label: one.full_name || one.name }))}
          searchable
          {...form.getInputProps("groups")}
        />
        <PasswordInput
          label={before ? "New password" : "Password"}
          description={before ? "Leave it empty to keep the present one." : `${fewest} characters or more.`}
          required={!before}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": "Show the password", tabIndex: 0 }}
          {...form.getInputProps("password")}
        />
        {before && <Switch label="May log in" {...form.getInputProps("active", { type: "checkbox" })} />}
        {saving.isError && <ErrorState error={saving.error} title="It was not saved" />}
        <Group>
          <Button type="submit" loading={saving.isPending}>
            Save
          </Button>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
