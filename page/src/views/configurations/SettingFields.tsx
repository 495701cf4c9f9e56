import { Accordion, Stack } from "@mantine/core";
import type { Kind, SettingSpec } from "../../api/configurations";
import { overtaken } from "../../parts/overtaken";
import type { Edits } from "../../parts/useEdits";
import { type Fields, fieldOf } from "./draft";
import { partsOf } from "./layout";
import { SettingField } from "./SettingField";

interface Given {
  kind: Kind;
  edits: Edits<Fields>;
  now: Fields; // as the server has them
  set: string[]; // secrets that the server has
  errors: Record<string, string>;
}

export function SettingFields({ kind, edits, now, set, errors }: Given) {
  const parts = partsOf(kind);
  const field = (spec: SettingSpec) => {
    const name = fieldOf(kind.kind, spec.name);
    return (
      <SettingField
        key={spec.name}
        kind={kind.kind}
        spec={spec}
        value={edits.values[name] ?? ""}
        isSet={set.includes(spec.name)}
        willForget={edits.values[name] === null}
        note={overtaken(edits.isOvertaken(name), now[name] ?? "")}
        error={errors[spec.name]}
        onChange={(value) => edits.set(name, value)}
        onForget={() => edits.set(name, edits.values[name] === null ? "" : null)}
      />
    );
  };
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
