import { Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { findings, type Finding, type FindingJob } from "../../api/safety";
import { EmptyState } from "../../parts/EmptyState";
import { IconShield } from "../../parts/icons";
import { Loaded } from "../../parts/Loaded";
import { Panel } from "../../parts/Panel";
import { Table } from "../../parts/Table";
import { Tag } from "../../parts/Tag";
import { TimeAgo } from "../../parts/TimeAgo";
import { bytesIn, label } from "../../parts/words";
import { jobWords } from "./jobWords";
import { Remedy } from "./Remedy";
import { RunJob, ScrubAll } from "./RunJob";

const mild = ["stray", "unfinished"]; // no record lacks anything

function FindingTable({ items }: { items: Finding[] }) {
  return (
    <Table
      name="Findings"
      records={items.map((one, at) => ({ ...one, id: at }))}
      columns={[
        { accessor: "kind", title: "What", render: (one) => <Tag tone={mild.includes(one.kind) ? "warn" : "bad"}>{label(one.kind)}</Tag> },
        {
          accessor: "key",
          title: "Where",
          render: (one) => (
            <Stack gap={0}>
              <Text size="sm">{[one.configuration, one.container].filter(Boolean).join("/")}</Text>
              <Text size="xs" ff="monospace" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                {one.key}
              </Text>
            </Stack>
          ),
        },
        { accessor: "size", title: "Size", textAlign: "right", noWrap: true, render: (one) => (one.size == null ? "" : bytesIn(one.size)) },
        { accessor: "words", title: "What it is, and what to do", render: (one) => <Remedy finding={one} /> },
      ]}
    />
  );
}

function Repair() {
  const [name, words] = jobWords.repair!;
  return (
    <Panel title={name} about={words} actions={<RunJob kind="repair" />} />
  );
}

function Findings({ job }: { job: FindingJob }) {
  const query = useQuery({ queryKey: ["findings", job], queryFn: () => findings(job) });
  const [name, words] = jobWords[job]!;
  return (
    <Stack gap="lg">
      <Panel title={name} about={words} actions={<RunJob kind={job} />}>
        <Group justify="space-between">
          <Text size="sm">
            {query.data?.ended ? (
              <>
                It last ended <TimeAgo at={query.data.ended} />.
              </>
            ) : (
              "It has not run on this server yet."
            )}
          </Text>
          {job === "scrub" && <ScrubAll />}
        </Group>
      </Panel>
      <Loaded query={query}>
        {({ items, ended }) =>
          items.length > 0 ? (
            <>
              {items.some(({ kind }) => kind === "damaged") && <Repair />}
              <FindingTable items={items} />
            </>
          ) : (
            <EmptyState icon={IconShield} title={ended ? "Nothing was found" : "No findings yet"}>
              {ended ? "Every file that was looked at is as the catalog says." : `Run ${name} to know.`}
            </EmptyState>
          )
        }
      </Loaded>
    </Stack>
  );
}

export const CheckView = () => <Findings job="check" />;
export const ScrubView = () => <Findings job="scrub" />;
