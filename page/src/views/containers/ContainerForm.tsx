import { Button, Group, Stack, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { changeContainer, type Container, type ContainerChange } from "../../api/containers";
import { ErrorState } from "../../parts/ErrorState";
import { useChange } from "../../parts/useChange";
import { ModulesInput } from "./ModulesInput";
import { isDatabase } from "./useContainers";
import { RetentionInput } from "./RetentionInput";

type Values = Required<ContainerChange>;

const valuesOf = ({ modules, retention, key_prefix, presigned }: Container): Values => ({ modules, retention, key_prefix, presigned });

const changed = (values: Values, before: Values): ContainerChange =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Values])),
  );

export function ContainerForm({ one }: { one: Container }) {
  const before = valuesOf(one);
  const form = useForm<Values>({ initialValues: before });
  const change = changed(form.values, before);
  const saving = useChange(() => changeContainer(one.id, change), {
    stale: ["containers", "placement", "status", "policy"],
    fault: "",
    done: () => "Saved.",
    then: (answer) => answer && form.setValues(valuesOf(answer)),
  });
  return (
    <form onSubmit={form.onSubmit(() => saving.mutate(undefined))}>
      <Stack>
        {!isDatabase(one) && <ModulesInput value={form.values.modules} onChange={(modules) => form.setFieldValue("modules", modules)} />}
        <RetentionInput value={form.values.retention} onChange={(retention) => form.setFieldValue("retention", retention)} />
        {!isDatabase(one) && (
          <TextInput
            label="Key prefix"
            description="Keys of new objects begin with it, such as erp/. Those that are there keep theirs."
            placeholder="none"
            {...form.getInputProps("key_prefix")}
          />
        )}
        {one.kind === "s3" && (
          <Switch
            label="Presigned downloads"
            description="Browsers fetch files from the S3 server itself, by links that are good for minutes."
            {...form.getInputProps("presigned", { type: "checkbox" })}
          />
        )}
        {saving.isError && <ErrorState error={saving.error} title="It was not saved" />}
        <Group>
          <Button type="submit" disabled={Object.keys(change).length === 0} loading={saving.isPending}>
            Save
          </Button>
          {Object.keys(change).length > 0 && (
            <Button variant="default" onClick={() => form.setValues(before)}>
              Undo
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
