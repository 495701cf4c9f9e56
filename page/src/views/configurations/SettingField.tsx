import { Button, NativeSelect, PasswordInput, Switch, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { SettingSpec } from "../../api/configurations";
import { Tag } from "../../parts/Tag";
import { choicesOf, examples, isSwitch } from "./layout";

interface Given {
  kind: string;
  spec: SettingSpec;
  value: string;
  isSet: boolean; // of a secret: the server has one
  onChange: (value: string) => void;
  onForget: () => void; // of a secret
  willForget: boolean;
  note: ReactNode;
  error?: string | undefined;
}

function SecretField({ spec, value, isSet, onChange, onForget, willForget, error }: Given) {
  const state = willForget ? <Tag tone="warn">will be removed</Tag> : isSet ? <Tag tone="good">set</Tag> : <Tag>not set</Tag>;
  return (
    <PasswordInput
      label={
        <>
          {spec.label} <span style={{ marginLeft: 6 }}>{state}</span>
        </>
      }
      aria-label={`${spec.label}, ${isSet ? "set" : "not set"}`}
      description={isSet ? "Leave it empty to keep the one that is set. Nobody can read it here again." : spec.help}
      placeholder={isSet ? "••••••••" : ""}
      autoComplete="new-password"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ "aria-label": `Show ${spec.label}`, tabIndex: 0 }}
      error={error}
      inputContainer={(input) => (
        <>
          {input}
          {isSet && !spec.required && (
            <Button variant="subtle" size="compact-xs" mt={4} onClick={onForget}>
              {willForget ? "Keep it" : "Remove the one that is set"}
            </Button>
          )}
        </>
      )}
    />
  );
}

export function SettingField(given: Given) {
  const { kind, spec, value, onChange, note, error } = given;
  if (spec.secret) return <SecretField {...given} />;
  const description = note ? (
    <>
      {spec.help} {note}
    </>
  ) : (
    spec.help
  );
  if (isSwitch(spec))
    return (
      <Switch
        label={spec.label}
        description={description}
        checked={(value || spec.default) !== "off"}
        onChange={(event) => onChange(event.currentTarget.checked ? "on" : "off")}
      />
    );
  const choices = choicesOf(spec);
  const common = { label: spec.label, description, error, required: spec.required };
  if (choices)
    return (
      <NativeSelect {...common} data={choices} value={value || spec.default} onChange={(event) => onChange(event.currentTarget.value)} />
    );
  return (
    <TextInput
      {...common}
      placeholder={examples[`${kind}.${spec.name}`] ?? spec.default}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="off"
      spellCheck={false}
    />
  );
}
