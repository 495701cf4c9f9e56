import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { addKey, type Scope } from "../../api/keys";
import { useChange } from "../../parts/useChange";

const day = 86_400;
const lives = [
  { value: String(30 * day), label: "30 days" },
  { value: String(90 * day), label: "90 days" },
  { value: String(365 * day), label: "a year" },
  { value: "", label: "no end" },
];

export const scopes: { value: Scope; label: string }[] = [
  { value: "", label: "whatever you may" },
  { value: "files", label: "files alone" },
  { value: "read", label: "reading alone" },
];

export function NewKeyForm({ user, made }: { user: number; made: (key: string) => void }) {
  const form = useForm({
    initialValues: { name: "", scope: "" as Scope, life: String(90 * day) },
    validate: { name: (text) => (text.trim() ? null : "Say what the key is for") },
  });
  const adding = useChange(
    () => {
      const { name, scope, life } = form.values;
      return addKey(user, { name: name.trim(), scope, ...(life ? { valid_for: Number(life) } : {}) });
    },
    {
      stale: ["keys"],
      fault: "No key was made",
      then: ({ key }) => {
        form.reset();
        made(key);
      },
    },
  );
  return (
    <form onSubmit={form.onSubmit(() => adding.mutate(undefined))} noValidate>
      <Group align="flex-end" gap="sm">
        <TextInput label="What for" placeholder="nightly import" style={{ flex: "1 1 180px" }} {...form.getInputProps("name")} />
        <NativeSelect label="For" data={scopes} {...form.getInputProps("scope")} />
        <NativeSelect label="Valid for" data={lives} {...form.getInputProps("life")} />
        <Button type="submit" loading={adding.isPending}>
          Make a key
        </Button>
      </Group>
    </form>
  );
}
