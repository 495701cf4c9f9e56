import { Button, Collapse, Group, NativeSelect, NumberInput, Select, SimpleGrid, TextInput } from "@mantine/core";
import { useDebouncedCallback, useDisclosure } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { IconSearch } from "../../parts/icons";
import { placeOf, useModules, usePlaces } from "../containers/useContainers";
import type { Filter } from "./filter";
import { isFiltered } from "./filter";

interface Given {
  filter: Filter;
  onChange: (change: Filter) => void;
}

const mebibyte = 1024 * 1024;
const nothing: Filter = { model: "", record: null, search: "", state: "", min_size: null, max_size: null, from: "", to: "" };

const states = [
  { value: "", label: "in use" },
  { value: "condemned", label: "in the trash" },
  { value: "damaged", label: "damaged" },
];

function More({ filter, onChange }: Given) {
  const later = useDebouncedCallback(onChange, 350);
  const size = (name: "min_size" | "max_size", label: string) => (
    <NumberInput
      label={label}
      suffix=" MiB"
      min={0}
      hideControls
      defaultValue={filter[name] ? filter[name] / mebibyte : ""}
      onChange={(value) => later({ [name]: value === "" ? null : Math.round(Number(value) * mebibyte) })}
    />
  );
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} mt="sm">
      <NativeSelect
        label="State"
        data={states}
        value={filter.state ?? ""}
        onChange={(event) => onChange({ state: event.currentTarget.value })}
      />
      <NumberInput
        label="Record"
        description={filter.model ? undefined : "First choose a model"}
        disabled={!filter.model}
        min={1}
        hideControls
        defaultValue={filter.record ?? ""}
        onChange={(value) => later({ record: value === "" ? null : Number(value) })}
      />
      {size("min_size", "Size from")}
      {size("max_size", "Size to")}
      <TextInput
        type="date"
        label="Written from"
        defaultValue={filter.from ?? ""}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="Written to"
        defaultValue={filter.to ?? ""}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
      />
    </SimpleGrid>
  );
}

export function FilterBar({ filter, onChange }: Given) {
  const containers = usePlaces().data?.items ?? [];
  const models = useModules().data?.items.flatMap((module) => module.models) ?? [];
  const names = [...new Set([...models, "ir.attachment"])].sort();
  const [search, setSearch] = useState(filter.search ?? "");
  const [more, { toggle }] = useDisclosure(
    !!(filter.state || filter.record || filter.min_size || filter.max_size || filter.from || filter.to),
  );
  const [round, setRound] = useState(0);
  const later = useDebouncedCallback((words: string) => onChange({ search: words }), 300);
  useEffect(() => setSearch(filter.search ?? ""), [filter.search]);
  return (
    <div role="search" aria-label="Objects">
      <Group align="flex-end" gap="sm">
        <TextInput
          label="File name"
          placeholder="Part of the name"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            later(event.currentTarget.value);
          }}
          style={{ flex: "1 1 200px" }}
        />
        <Select
          label="Bucket or directory"
          placeholder="all"
          data={containers.map((one) => ({ value: String(one.id), label: placeOf(one) }))}
          value={filter.container ? String(filter.container) : null}
          onChange={(value) => onChange({ container: value ? Number(value) : null })}
          clearable
          clearButtonProps={{ "aria-label": "All buckets and directories" }}
          searchable
          style={{ flex: "1 1 200px" }}
        />
        <Select
          label="Model"
          placeholder="all"
          data={names}
          value={filter.model ?? null}
          onChange={(value) => onChange(value ? { model: value } : { model: "", record: null })}
          clearable
          clearButtonProps={{ "aria-label": "All models" }}
          searchable
          style={{ flex: "1 1 160px" }}
        />
        <Button variant="default" onClick={toggle} aria-expanded={more} aria-controls="more-filters">
          More filters
        </Button>
        {isFiltered(filter) && (
          <Button
            variant="subtle"
            onClick={() => {
              onChange(nothing);
              setRound(round + 1);
            }}
          >
            Clear
          </Button>
        )}
      </Group>
      <Collapse in={more} id="more-filters">
        <More key={round} filter={filter} onChange={onChange} />
      </Collapse>
    </div>
  );
}
