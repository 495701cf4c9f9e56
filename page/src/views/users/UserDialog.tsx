import { Button, Group, Modal, MultiSelect, PasswordInput, Stack, Switch, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { setPassword } from "../../api/keys";
import { addUser, changeUser, type User } from "../../api/users";
import { ErrorState } from "../../parts/ErrorState";
import { overtaken } from "../../parts/overtaken";
import { useChange } from "../../parts/useChange";
import { useEdits } from "../../parts/useEdits";
import { changeOf, faultsOf, type Fields, fieldsOf } from "./draft";
import { fewest } from "./password";
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

async function add(fields: Fields) {
  const { groups, ...user } = changeOf(fields);
  await setPassword(await addUser({ ...user, ...(groups?.length ? { groups } : {}) }), fields.password);
}

async function change(id: number, fields: Partial<Fields>) {
  const values = changeOf(fields);
  if (Object.keys(values).length > 0) await changeUser(id, values);
  if (fields.password) await setPassword(id, fields.password);
}

function Form({ before, close }: { before: User | null; close: () => void }) {
  const groups = useGroups().data ?? [];
  const now = fieldsOf(before, groups);
  const { values, changes, set, isOvertaken } = useEdits(now);
  const [isTried, setTried] = useState(false);
  const faults = faultsOf(values, !before);
  const shown: Partial<typeof faults> = isTried ? faults : {};
  const saving = useChange(() => (before ? change(before.id, changes) : add(values)), {
    stale: ["users", "groups"],
    fault: "",
    done: () => "Saved.",
    then: close,
  });
  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.values(faults).every((fault) => !fault)) saving.mutate(undefined);
  };
  const nameOf = (id: string) => groups.find((one) => String(one.id) === id)?.name ?? `group ${id}`;
  const text = (name: "name" | "login" | "password") => ({
    value: values[name],
    onChange: (event: { currentTarget: { value: string } }) => set(name, event.currentTarget.value),
    error: shown[name],
  });
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <TextInput label="Name" required data-autofocus description={overtaken(isOvertaken("name"), now.name)} {...text("name")} />
        <TextInput
          label="Login"
          required
          autoComplete="off"
          description={overtaken(isOvertaken("login"), now.login)}
          {...text("login")}
        />
        <MultiSelect
          label="Groups"
          data={groups.map((one) => ({ value: String(one.id), label: one.full_name || one.name }))}
          searchable
          description={overtaken(isOvertaken("groups"), now.groups.map(nameOf).join(", "))}
          value={values.groups}
          onChange={(chosen) => set("groups", chosen)}
        />
        <PasswordInput
          label={before ? "New password" : "Password"}
          description={before ? "Leave it empty to keep the present one." : `${fewest} characters or more.`}
          required={!before}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": "Show the password", tabIndex: 0 }}
          {...text("password")}
        />
        {before && (
          <Switch
            label="May log in"
            description={overtaken(isOvertaken("active"), now.active ? "on" : "off")}
            checked={values.active}
            onChange={(event) => set("active", event.currentTarget.checked)}
          />
        )}
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
