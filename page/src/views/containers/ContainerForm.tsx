import { Button, Group, Stack, Switch, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { changeContainer, type Container, type ContainerChange } from "../../api/containers";
import { keepItem } from "../../api/keep";
import { ErrorState } from "../../parts/ErrorState";
import { overtaken } from "../../parts/overtaken";
import { useChange } from "../../parts/useChange";
import { useEdits } from "../../parts/useEdits";
import { duration } from "../../parts/words";
import { ModulesInput } from "./ModulesInput";
import { isDatabase } from "./useContainers";
import { RetentionInput } from "./RetentionInput";

type Values = Required<ContainerChange>;

const valuesOf = ({ modules, retention, key_prefix, presigned }: Container): Values => ({ modules, retention, key_prefix, presigned });

export function ContainerForm({ one }: { one: Container }) {
  const { values, changes, set, saved, undo, isOvertaken } = useEdits(valuesOf(one));
  const isTouched = Object.keys(changes).length > 0;
  const note = (name: keyof Values, theirs: string) => overtaken(isOvertaken(name), theirs);
  const saving = useChange((change: ContainerChange) => changeContainer(one.id, change), {
    stale: ["containers", "placement", "status", "policy"],
    fault: "",
    done: () => "Saved.",
    then: (answer, sent) => {
      keepItem("containers", answer, ({ id }) => id === one.id);
      saved(sent);
    },
  });
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (isTouched) saving.mutate(changes);
  };
  return (
    <form onSubmit={save}>
      <Stack>
        {!isDatabase(one) && (
          <ModulesInput
            value={values.modules}
            onChange={(modules) => set("modules", modules)}
            note={note("modules", one.modules.join(", "))}
          />
        )}
        <RetentionInput
          value={values.retention}
          onChange={(retention) => set("retention", retention)}
          note={note("retention", duration(one.retention))}
        />
        {!isDatabase(one) && (
          <TextInput
            label="Key prefix"
            description={
              <>
                Keys of new objects begin with it, such as erp/. Those that are there keep theirs. {note("key_prefix", one.key_prefix)}
              </>
            }
            placeholder="none"
            value={values.key_prefix}
            onChange={(event) => set("key_prefix", event.currentTarget.value)}
          />
        )}
        {one.kind === "s3" && (
          <Switch
            label="Presigned downloads"
            description={
              <>
                Programs fetch a field's file from the S3 server itself, by links that are good for minutes. This page does not.{" "}
                {note("presigned", one.presigned ? "on" : "off")}
              </>
            }
            checked={values.presigned}
            onChange={(event) => set("presigned", event.currentTarget.checked)}
          />
        )}
        {saving.isError && <ErrorState error={saving.error} title="It was not saved" />}
        <Group>
          <Button type="submit" disabled={!isTouched} loading={saving.isPending}>
            Save
          </Button>
          {isTouched && (
            <Button variant="default" onClick={undo}>
              Undo
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
