import { Alert, Anchor, Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearchParams } from "react-router-dom";
import { type Placement as Placed, placement } from "../../api/placement";
import { EmptyState } from "../../parts/EmptyState";
import { IconAlert, IconRoute, IconSearch } from "../../parts/icons";
import { Loaded } from "../../parts/Loaded";
import { PageTitle } from "../../parts/PageTitle";
import { Table } from "../../parts/Table";
import { plural } from "../../parts/words";
import { NextPlace, Values } from "./cells";

const keyOf = (one: Placed) => `${one.module}/${one.model}/${one.field}`;
const holds = (one: Placed, words: string) =>
  [one.module, one.model, one.field, one.label, one.container ?? ""].some((text) => text.toLowerCase().includes(words));

function PlacementTable({ items }: { items: Placed[] }) {
  return (
    <Table
      name="Placement"
      records={items.map((one) => ({ ...one, key: keyOf(one) }))}
      idAccessor="key"
      empty="No field fits"
      rowBackgroundColor={(one) => (one.missing ? { light: "#fff7e0", dark: "#3a3114" } : undefined)}
      columns={[
        {
          accessor: "field",
          title: "Field",
          render: (one) => (
            <Stack gap={0}>
              <Text size="sm" fw={600}>
                {one.label || one.field}
              </Text>
              <Text size="xs" c="dimmed">
                {one.model} · {one.field}
              </Text>
            </Stack>
          ),
        },
        { accessor: "module", title: "Module" },
        {
          accessor: "store",
          title: "Says",
          render: (one) => (one.store && one.store !== "database" ? `store="${one.store}"` : "nothing: the database"),
        },
        { accessor: "container", title: "Next file goes to", render: (one) => <NextPlace one={one} /> },
        { accessor: "values", title: "Files are in", render: (one) => <Values values={one.values} /> },
      ]}
    />
  );
}

export function Placement() {
  const query = useQuery({ queryKey: ["placement"], queryFn: placement });
  const [params, setParams] = useSearchParams();
  const [search, setSearch] = useState("");
  const only = params.get("only") ?? "all";
  return (
    <>
      <PageTitle title="Placement">Where the next file of every field goes, why, and where those are that it has.</PageTitle>
      <Loaded query={query}>
        {({ items }) => {
          const missing = items.filter((one) => one.missing);
          const all = [...missing, ...items.filter((one) => !one.missing)];
          if (items.length === 0)
            return (
              <EmptyState icon={IconRoute} title="No module has a binary field yet">
                Modules are installed on the command line: outfield module install sale.toml
              </EmptyState>
            );
          const shown = (only === "missing" ? missing : all).filter((one) => holds(one, search.toLowerCase()));
          return (
            <Stack>
              {missing.length > 0 && (
                <Alert color="yellow" icon={<IconAlert aria-hidden />} title={`${plural(missing.length, "field")} cannot take a file yet`}>
                  <Text size="sm">
                    Their next write fails. Each line below says what is missing.{" "}
                    <Anchor component={Link} to="/containers" inherit underline="always">
                      Buckets and directories
                    </Anchor>
                  </Text>
                </Alert>
              )}
              <Group>
                <TextInput
                  aria-label="Search by module, model or field"
                  placeholder="Search by module, model or field"
                  leftSection={<IconSearch size={16} aria-hidden />}
                  value={search}
                  onChange={(event) => setSearch(event.currentTarget.value)}
                  style={{ flex: "1 1 240px" }}
                />
                <SegmentedControl
                  aria-label="Which fields"
                  value={only}
                  onChange={(value) => setParams(value === "all" ? {} : { only: value }, { replace: true })}
                  data={[
                    { value: "all", label: `All ${items.length}` },
                    { value: "missing", label: `Missing ${missing.length}` },
                  ]}
                />
              </Group>
              <PlacementTable items={shown} />
            </Stack>
          );
        }}
      </Loaded>
    </>
  );
}
