import { Alert, Button, Group, NativeSelect, Stack, Text, ThemeIcon } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { type ProbeStep, testConfiguration } from "../../api/configurations";
import { ErrorState } from "../../parts/ErrorState";
import { IconAlert, IconCheck, IconMinus, IconPlug } from "../../parts/icons";
import { Skeletons } from "../../parts/Loaded";
import { useChange } from "../../parts/useChange";
import { containerWord, label } from "../../parts/words";
import { useContainers } from "../containers/useContainers";

const signs = {
  passed: { icon: IconCheck, color: "green", words: "works" },
  failed: { icon: IconAlert, color: "red", words: "fails" },
  skipped: { icon: IconMinus, color: "gray", words: "not tried" },
};

const titleOf = ({ name }: ProbeStep) => (name === "tls" ? "TLS" : label(name));

function Step({ step }: { step: ProbeStep }) {
  const { icon: Sign, color, words } = signs[step.outcome] ?? signs.skipped;
  return (
    <Group component="li" wrap="nowrap" align="flex-start" gap="sm">
      <ThemeIcon variant="light" color={color} size={26} radius="xl" aria-hidden>
        <Sign size={17} />
      </ThemeIcon>
      <Stack gap={2} miw={0}>
        <Text size="sm" fw={600}>
          {titleOf(step)}: {words}
        </Text>
        {step.detail && (
          <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {step.detail}
          </Text>
        )}
        {step.outcome === "failed" && step.remedy && (
          <Alert color="yellow" py="xs" mt={4} title="What to do">
            {step.remedy}
          </Alert>
        )}
      </Stack>
    </Group>
  );
}

function Verdict({ works, untried }: { works: boolean; untried: string }) {
  return (
    <>
      <Text fw={650} c={works ? "var(--mantine-color-green-text)" : "var(--mantine-color-red-text)"} role="status">
        {works ? "The connection works." : "The connection does not work yet."}
      </Text>
      {works && untried && <Text size="sm">Permission in a bucket or directory was not tried: {untried}</Text>}
    </>
  );
}

interface Given {
  name: string;
  next: (isDue: boolean) => ReactNode; // what can be done as long as no step fails
  savedAt?: number | undefined; // what was saved is tested at once
}

export function TestConnection({ name, next, savedAt }: Given) {
  const all = useContainers();
  const own = all.data?.items.filter((one) => one.configuration === name && !one.vanished) ?? [];
  const [chosen, choose] = useState<string | null>(null);
  const isThere = chosen === "" || own.some((one) => one.name === chosen);
  const container = (isThere ? chosen : own[0]?.name) ?? "";
  const testing = useChange((tried: string) => testConfiguration(name, tried || undefined), {
    stale: ["configurations", "operations"],
    fault: "",
  });
  const steps = testing.isPending ? undefined : testing.data?.steps;
  const works = !!steps && steps.every((step) => step.outcome !== "failed");
  const isNextDue = works && own.length === 0;
  const untried = own.length > 0 ? "none was chosen." : "none is taken over or created yet.";
  useEffect(() => {
    if (savedAt && !all.isPending) testing.mutate(container);
  }, [savedAt, all.isPending]);
  return (
    <Stack aria-busy={testing.isPending} aria-live="polite">
      <Group align="flex-end">
        <Button
          leftSection={<IconPlug size={18} aria-hidden />}
          onClick={() => testing.mutate(container)}
          loading={testing.isPending}
          disabled={all.isPending}
          variant={isNextDue ? "default" : "filled"}
        >
          Test connection
        </Button>
        {own.length > 0 && (
          <NativeSelect
            label={`Also write to a ${containerWord(own[0]!.kind)}`}
            data={[{ value: "", label: "none" }, ...own.map((one) => one.name)]}
            value={container}
            onChange={(event) => choose(event.currentTarget.value)}
          />
        )}
      </Group>
      {testing.isPending && <Skeletons lines={4} height={26} />}
      {testing.isError && <ErrorState error={testing.error} title="The test did not run" />}
      {steps && <Verdict works={works} untried={testing.variables ? "" : untried} />}
      {(works || !steps) && next(isNextDue)}
      {steps && (
        <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
          {steps.map((step, at) => (
            <Step key={at} step={step} />
          ))}
        </Stack>
      )}
    </Stack>
  );
}
