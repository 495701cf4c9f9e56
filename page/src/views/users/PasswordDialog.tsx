import { Button, Group, Modal, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { changePassword } from "../../api/session";
import { ErrorState } from "../../parts/ErrorState";
import { useChange } from "../../parts/useChange";
import { passwordFault } from "./password";

interface Given {
  opened: boolean;
  close: () => void;
}

export function PasswordDialog({ opened, close }: Given) {
  return (
    <Modal opened={opened} onClose={close} title="Change your password">
      {opened && <Form close={close} />}
    </Modal>
  );
}

function Form({ close }: { close: () => void }) {
  const form = useForm({
    initialValues: { old: "", next: "", again: "" },
    validate: {
      next: passwordFault,
      again: (text, { next }) => (text === next ? null : "The two differ"),
    },
  });
  const changing = useChange(() => changePassword(form.values.old, form.values.next), {
    stale: ["me"],
    fault: "",
    done: () => "Your password is changed.",
    then: close,
  });
  const eye = { "aria-label": "Show the password", tabIndex: 0 };
  return (
    <form onSubmit={form.onSubmit(() => changing.mutate(undefined))} noValidate>
      <Stack>
        <PasswordInput
          label="Present password"
          required
          autoComplete="current-password"
          visibilityToggleButtonProps={eye}
          {...form.getInputProps("old")}
        />
        <PasswordInput
          label="New password"
          required
          autoComplete="new-password"
          visibilityToggleButtonProps={eye}
          {...form.getInputProps("next")}
        />
        <PasswordInput
          label="New password again"
          required
          autoComplete="new-password"
          visibilityToggleButtonProps={eye}
          {...form.getInputProps("again")}
        />
        {changing.isError && <ErrorState error={changing.error} title="It was not changed" />}
        <Group>
          <Button type="submit" loading={changing.isPending}>
            Change
          </Button>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
