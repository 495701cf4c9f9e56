import { Anchor, Button, Group, Stack, Text, TextInput, Tooltip } from "@mantine/core";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router-dom";
import type { Configuration } from "../../api/configurations";
import type { Container } from "../../api/containers";
import { EmptyState } from "../../parts/EmptyState";
import { IconBucket, IconPlus, IconSearch } from "../../parts/icons";
import { Loaded } from "../../parts/Loaded";
import { PageTitle } from "../../parts/PageTitle";
import { Table } from "../../parts/Table";
import { Tag } from "../../parts/Tag";
import { bytesIn, containerWord, count, duration, plural } from "../../parts/words";
import { useConfigurations } from "../configurations/useConfigurations";
import { CreateContainer } from "./CreateContainer";
import { stateOf } from "./state";
import { SynchroniseButton, SynchroniseMenu } from "./SynchroniseButton";
import { useContainers } from "./useContainers";
import { useStandings } from "./useStandings";

function Modules({ names }: { names: string[] }) {
  if (names.length === 0) return <Tag tone="warn">no modules</Tag>;
  return (
    <Group gap={4}>
      {names.map((name) => (
        <Tag key={name} tone="note">
          {name}
        </Tag>
      ))}
    </Group>
  );
}

function Synchronise({ configurations }: { configurations: Configuration[] }) {
  if (configurations.length === 1) return <SynchroniseButton configuration={configurations[0]!.name} />;
  return <SynchroniseMenu configurations={configurations.map((one) => one.name)} />;
}

function ContainerTable({ items, isDown }: { items: Container[]; isDown: (one: Container) => boolean }) {
  const go = useNavigate();
  const standingOf = useStandings();
  return (
    <Table
      name="Buckets and directories"
      records={items}
      onRowClick={({ record }) => go(`/containers/${record.id}`)}
      columns={[
        {
          accessor: "name",
          title: "Name",
          render: (one) => (
            <Stack gap={0}>
              <Anchor component={Link} to={`/containers/${one.id}`} size="sm" fw={600} onClick={(event) => event.stopPropagation()}>
                {one.name}
              </Anchor>
              <Text size="xs" c="dimmed">
                {one.configuration} · {containerWord(one.kind)}
              </Text>
            </Stack>
          ),
        },
        { accessor: "modules", title: "Modules", render: (one) => <Modules names={one.modules} /> },
        { accessor: "live", title: "Objects", textAlign: "right", render: (one) => count(one.live) },
        { accessor: "live_bytes", title: "Size", textAlign: "right", render: (one) => bytesIn(one.live_bytes) },
        {
          accessor: "condemned",
          title: "No longer used",
          textAlign: "right",
          render: (one) => (one.condemned ? `${count(one.condemned)} (${bytesIn(one.condemned_bytes)})` : "—"),
        },
        { accessor: "retention", title: "Retention", render: (one) => duration(one.retention) },
        {
          accessor: "state",
          title: "State",
          render: (one) => {
            const [tone, word, words] = stateOf(one, isDown(one), standingOf(one));
            return (
              <Tooltip label={words}>
                <span>
                  <Tag tone={tone}>{word}</Tag>
                </span>
              </Tooltip>
            );
          },
        },
      ]}
    />
  );
}

export function ContainerList() {
  const [query, setQuery] = useSearchParams();
  const [search, setSearch] = useState("");
  const all = useConfigurations();
  const configurations = all.data?.items ?? [];
  const creating = query.get("create");
  const create = (name: string | null) => setQuery(name === null ? {} : { create: name }, { replace: true });
  const go = useNavigate();
  const isDown = (one: Container) => !!configurations.find((each) => each.name === one.configuration)?.breaker;
  const actions = (
    <>
      {configurations.length > 0 && <Synchronise configurations={configurations} />}
      <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => create("")}>
        Create
      </Button>
    </>
  );
  return (
    <>
      <PageTitle title="Buckets and directories" actions={actions}>
        Each keeps the files of its modules.
      </PageTitle>
      <Loaded query={useContainers()}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={IconBucket}
              title="No bucket or directory yet"
              action={
                configurations.length === 0 ? (
                  <Button component={Link} to="/configurations/new">
                    Add a storage first
                  </Button>
                ) : (
                  <Group justify="center">{actions}</Group>
                )
              }
            >
              {configurations.length === 0
                ? "Buckets are on an S3 server, directories on an FTP server. Say first how to reach it."
                : "Synchronise takes over those that are on the server. Create makes a new one there."}
            </EmptyState>
          ) : (
            <Stack>
              {items.length > 8 && (
                <TextInput
                  aria-label="Search by name or module"
                  placeholder="Search by name or module"
                  leftSection={<IconSearch size={16} aria-hidden />}
                  value={search}
                  onChange={(event) => setSearch(event.currentTarget.value)}
                  maw={360}
                />
              )}
              <ContainerTable
                isDown={isDown}
                items={items.filter((one) => [one.name, one.configuration, ...one.modules].some((text) => text.includes(search)))}
              />
              <Text size="sm" c="dimmed" aria-live="polite">
                {plural(items.length, "bucket or directory", "buckets and directories")}
              </Text>
            </Stack>
          )
        }
      </Loaded>
      <CreateContainer
        opened={creating !== null && all.isSuccess}
        close={() => create(null)}
        configurations={configurations}
        first={creating ?? ""}
        module={query.get("module") ?? undefined}
        created={(id) => go(`/containers/${id}`)}
      />
    </>
  );
}
