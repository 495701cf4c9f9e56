import { Anchor, Button, Group, Modal, NativeSelect, SegmentedControl, Stack, Text } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { Link } from "react-router-dom";
import type { Configuration } from "../../api/configurations";
import { addContainer } from "../../api/containers";
import { ErrorState } from "../../parts/ErrorState";
import { useChange } from "../../parts/useChange";
import { containerWord } from "../../parts/words";
import { ModulesInput } from "./ModulesInput";
import { NameInput } from "./NameInput";
import { RetentionInput } from "./RetentionInput";

interface Given {
  opened: boolean;
  close: () => void;
  configurations: Configuration[];
  first: string; // the configuration that is chosen at first
  module?: string | undefined;
  created?: (id: number) => void;
}

const month = 30 * 86_400;

export function CreateContainer(given: Given) {
  return (
    <Modal opened={given.opened} onClose={given.close} title="New bucket or directory" size="lg">
      {given.opened && <Form {...given} />}
    </Modal>
  );
}

function Form({ close, configurations, first, module, created }: Given) {
  const [configuration, setConfiguration] = useState(first || (configurations[0]?.name ?? ""));
  const [how, setHow] = useState<"create" | "enter">("create");
  const [name, setName] = useState("");
  const [isValid, setValid] = useState(false);
  const [modules, setModules] = useState<string[]>(module ? [module] : []);
  const [retention, setRetention] = useState(month);
  const kind = configurations.find((one) => one.name === configuration)?.kind ?? "s3";
  const word = containerWord(kind);

  const adding = useChange(() => addContainer({ configuration, name, how, retention, modules }), {
    stale: ["containers", "placement", "status", "policy", "environment"],
    fault: "",
    done: (one) => `${one.configuration}/${one.name} is ready.`,
    then: (one) => {
      close();
      created?.(one.id);
    },
  });
  useEffect(() => adding.reset(), [name, configuration, how]);

  if (configurations.length === 0)
    return (
      <Text size="sm">
        First{" "}
        <Anchor component={Link} to="/configurations/new" inherit underline="always">
          add a storage
        </Anchor>
        : an S3 account or an FTP server.
      </Text>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) adding.mutate(undefined);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <NativeSelect
          label="Storage configuration"
          data={configurations.map((one) => one.name)}
          value={configuration}
          onChange={(event) => setConfiguration(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label="Create it, or is it there?"
          value={how}
          onChange={(value) => setHow(value as "create" | "enter")}
          data={[
            { value: "create", label: "Create on the server" },
            { value: "enter", label: "It is there already" },
          ]}
        />
        <NameInput kind={kind} value={name} onChange={setName} onValid={setValid} />
        <ModulesInput value={modules} onChange={setModules} />
        <RetentionInput value={retention} onChange={setRetention} />
        {adding.isError && <ErrorState error={adding.error} title={`The ${word} was not made`} />}
        <Group>
          <Button type="submit" loading={adding.isPending} disabled={!isValid}>
            {how === "create" ? `Create the ${word}` : `Enter the ${word}`}
          </Button>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
