import { Anchor, Divider, Group, Stack, Text } from "@mantine/core";
import { Link } from "react-router-dom";
import type { Job, Status } from "../../api/safety";
import { Panel } from "../../parts/Panel";
import { Tag } from "../../parts/Tag";
import { TimeAgo } from "../../parts/TimeAgo";
import { bytesIn, count, duration, label } from "../../parts/words";
import { isStartable, jobWords, startable } from "./jobWords";
import { RunJob } from "./RunJob";

const none: Omit<Job, "name"> = { every: null, running: false, begun: null, ended: null, ok: null, outcome: null, figures: {}, next: null };

function saidOf({ figures }: Job): string {
  return Object.entries(figures ?? {})
    .filter(([, value]) => typeof value === "number" && value > 0)
    .map(([name, value]) => `${label(name).toLowerCase()} ${name.includes("bytes") ? bytesIn(Number(value)) : count(Number(value))}`)
    .join(", ");
}

const hasFindings = (name: string) => name === "check" || name === "scrub";

function State({ job }: { job: Job }) {
  if (job.running) return <Tag tone="note">running</Tag>;
  if (!job.ended) return <Tag>has not run yet</Tag>;
  if (job.ok) return <Tag tone="good">in order</Tag>;
  if (job.outcome === "failed" && hasFindings(job.name) && saidOf(job)) return <Tag tone="warn">with findings</Tag>;
  return job.outcome === "failed" ? <Tag tone="bad">failed</Tag> : <Tag tone="warn">stopped</Tag>;
}

function One({ job }: { job: Job }) {
  const [name, words] = jobWords[job.name] ?? [label(job.name), ""];
  return (
    <Group justify="space-between" align="flex-start" gap="md">
      <Stack gap={4} style={{ flex: "1 1 280px" }}>
        <Group gap="xs">
          <Text fw={600}>{name}</Text>
          <State job={job} />
        </Group>
        <Text size="sm" c="dimmed">
          {words}
        </Text>
        <Text size="sm">
          {job.ended && (
            <>
              Last ended <TimeAgo at={job.ended} />
              {saidOf(job) && `: ${saidOf(job)}`}.{" "}
            </>
          )}
          {job.every ? (
            <>
              Runs every {duration(job.every)}
              {job.next && (
                <>
                  , next <TimeAgo at={job.next} />
                </>
              )}
              .{" "}
            </>
          ) : (
            "Runs only when it is started. "
          )}
          {hasFindings(job.name) && job.ended && (
            <Anchor component={Link} to={`/safety/${job.name}`} inherit underline="always">
              Findings
            </Anchor>
          )}
        </Text>
      </Stack>
      {isStartable(job.name) && <RunJob kind={job.name} />}
    </Group>
  );
}

export function Jobs({ status }: { status: Status }) {
  const jobs = [
    ...startable.map((name): Job => status.jobs.find((job) => job.name === name) ?? { name, ...none }),
    ...status.jobs.filter((job) => !isStartable(job.name)),
  ];
  return (
    <Panel title="Upkeep">
      <Stack>
        {jobs.map((job, at) => (
          <Stack key={job.name}>
            {at > 0 && <Divider />}
            <One job={job} />
          </Stack>
        ))}
      </Stack>
    </Panel>
  );
}
