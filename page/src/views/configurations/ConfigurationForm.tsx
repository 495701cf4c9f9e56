import { Button, Checkbox, Group, Stack, Tabs, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useNavigate, useSearchParams } from "react-router-dom";
import { addConfiguration, changeConfiguration, type Configuration, type Kind } from "../../api/configurations";
import { keepItem } from "../../api/keep";
import { ErrorState } from "../../parts/ErrorState";
import { useChange } from "../../parts/useChange";
import { useEdits } from "../../parts/useEdits";
import { changeOf, changesAddress, type Fields, fieldsOf, missingIn } from "./draft";
import type { Tab } from "./layout";
import { SettingFields } from "./SettingFields";

interface Given {
  before: Configuration | null; // null: a new one
  kinds: Kind[];
  names: string[]; // that are taken
}

const tabs: [Tab, string][] = [
  ["ftp", "FTP"],
  ["s3", "S3"],
];

function nameFault(name: string, names: string[]): string | undefined {
  if (!name) return "A name is needed";
  if (names.includes(name)) return "There is one of this name already";
  return /^[a-z0-9][a-z0-9_-]*$/.test(name) ? undefined : "Use small letters, digits, - and _";
}

export function ConfigurationForm({ before, kinds, names }: Given) {
  const [wanted] = useSearchParams();
  const [chosen, choose] = useState<string>(before?.kind ?? (wanted.get("kind") === "ftp" ? "ftp" : "s3"));
  const [name, setName] = useState("");
  const [isDefault, setDefault] = useState<boolean | null>(null);
  const [moved, setMoved] = useState(false);
  const [isTried, setTried] = useState(false);
  const go = useNavigate();

  const kind = kinds.find((one) => one.kind === chosen) ?? kinds[0]!;
  const now = fieldsOf(kinds, before);
  const edits = useEdits(now);
  const change = changeOf(kind, edits.changes, before);
  const missing = missingIn(kind, edits.values, before);
  const fault = before ? undefined : nameFault(name.trim(), names);
  const asDefault = isDefault ?? before?.default ?? false;

  const saving = useChange(
    (_: Partial<Fields>) => {
      const given = { ...change, ...(asDefault && !before?.default ? { default: true } : {}), ...(moved ? { moved } : {}) };
      return before ? changeConfiguration(before.name, given) : addConfiguration({ name: name.trim(), kind: chosen, ...given });
    },
    {
      stale: ["configurations", "placement", "policy", "status"],
      fault: "",
      done: () => (before ? "Saved." : null),
      then: (one, sent) => {
        keepItem("configurations", one, (other) => other.name === one.name);
        edits.saved(sent);
        setDefault(null);
        setMoved(false);
        setTried(false);
        go(`/configurations/of/${encodeURIComponent(one.name)}`, { state: { savedAt: Date.now() }, replace: !before });
      },
    },
  );

  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!fault && Object.keys(missing).length === 0) saving.mutate(edits.changes);
  };

  const fields = (one: Kind) => (
    <SettingFields kind={one} edits={edits} now={now} set={before?.secrets ?? []} errors={isTried ? missing : {}} />
  );

  return (
    <form onSubmit={save} noValidate>
      <Stack>
        {!before && (
          <TextInput
            label="Name"
            description="What it is called in lists, such as amazon or partner. It cannot be changed later."
            required
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value.toLowerCase())}
            error={isTried || (name && names.includes(name)) ? fault : undefined}
          />
        )}
        {tabs.some(([tab]) => tab === chosen) ? (
          <Tabs value={chosen} onChange={(tab) => tab && choose(tab)} keepMounted={false}>
            <Tabs.List mb="md">
              {tabs.map(([tab, words]) => (
                <Tabs.Tab key={tab} value={tab} disabled={!!before && before.kind !== tab}>
                  {words}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {tabs.map(([tab]) => {
              const one = kinds.find((each) => each.kind === tab);
              return (
                <Tabs.Panel key={tab} value={tab}>
                  {one && fields(one)}
                </Tabs.Panel>
              );
            })}
          </Tabs>
        ) : (
          fields(kind)
        )}
        {before && changesAddress(change.settings) && (
          <Checkbox
            label="It is the same storage at another address"
            description="Tick this when the server has moved and its objects with it. Needed while objects are kept there."
            checked={moved}
            onChange={(event) => setMoved(event.currentTarget.checked)}
          />
        )}
        <Checkbox
          label="Default of its kind"
          description={
            before?.default
              ? "To change it, make another one the default."
              : `Its buckets and directories come first where several would do for a field with store="${chosen}".`
          }
          checked={asDefault}
          disabled={before?.default ?? false}
          onChange={(event) => setDefault(event.currentTarget.checked)}
        />
        {saving.isError && <ErrorState error={saving.error} title="It was not saved" />}
        <Group>
          <Button type="submit" loading={saving.isPending}>
            {before ? "Save and test" : "Save and test the connection"}
          </Button>
          <Button variant="default" onClick={() => go("/configurations")}>
            {before ? "Back" : "Cancel"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
