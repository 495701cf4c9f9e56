import { Accordion, Stack } from "@mantine/core";
import type { Kind, SettingSpec } from "../../api/configurations";
import { SettingField } from "./SettingField";
import type { Draft } from "./draft";
import { partsOf } from "./layout";

interface Given {
  kind: Kind;
  draft: Draft;
  set: string[]; // secrets that the server has
  errors: Record<string, string>;
  onChange: (draft: Draft) => void;
}

export function SettingFields({ kind, draft, set, errors, onChange }: Given) {
  const parts = partsOf(kind);
  const field = (spec: SettingSpec) => (
    <SettingField
      key={spec.name}
      kind={kind.kind}
      spec={spec}
      value={draft.values[spec.name] ?? ""}
      isSet={set.includes(spec.name)}
      willForget={draft.forgotten.includes(spec.name)}
      error={errors[spec.name]}
      onChange={(value) =>
        onChange({ values: { ...draft.values, [spec.name]: value }, forgotten: draft.forgotten.filter((name) => name !== spec.name) })
      }
      onForget={() =>
        onChange({
          values: { ...draft.values, [spec.name]: "" },
          forgotten: draft.forgotten.includes(spec.name)
            ? draft.forgotten.filter((name) => name !== spec.name)
            : [...draft.forgotten, spec.name],
        })
      }
    />
  );
  return (
    <Stack>
      {parts.main.map(field)}
      {parts.connection.map(field)}
      {parts.more.length > 0 && (
        <Accordion variant="separated" chevronPosition="left">
          <Accordion.Item value="more">
            <Accordion.Control>More settings</Accordion.Control>
            <Accordion.Panel>
              <Stack>{parts.more.map(field)}</Stack>
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      )}
    </Stack>
  );
}
