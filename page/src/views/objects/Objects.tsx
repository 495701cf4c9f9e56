import { Button, Group, Stack, Text } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { useMemo, useState } from "react";
import { Link, useNavigate, useParams, useRoutes, useSearchParams } from "react-router-dom";
import type { StoredObject } from "../../api/objects";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorState } from "../../parts/ErrorState";
import { IconFiles, IconUpload } from "../../parts/icons";
import { Skeletons } from "../../parts/Loaded";
import { PageTitle } from "../../parts/PageTitle";
import { count } from "../../parts/words";
import { useContainers } from "../containers/useContainers";
import { AddFiles } from "./AddFiles";
import { FilterBar } from "./FilterBar";
import { isFiltered, useFilter } from "./filter";
import { ObjectDrawer } from "./ObjectDrawer";
import { ObjectTable } from "./ObjectTable";
import { SelectionBar } from "./SelectionBar";
import { send } from "./uploads";
import { useObjects } from "./useObjects";

// /objects, /objects/BLOB
export function Objects() {
  return useRoutes([{ path: ":blob?", element: <Browser /> }]);
}

function Browser() {
  const blob = Number(useParams().blob) || null;
  const [filter, change] = useFilter();
  const [query] = useSearchParams();
  const go = useNavigate();
  const list = useObjects(filter);
  const containers = useContainers();
  const [selected, select] = useState<StoredObject[]>([]);
  const [adding, setAdding] = useState(query.has("add"));
  const [dropped, setDropped] = useState<File[]>([]);
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const here = containers.data?.items.find((one) => one.id === filter.container);
  const show = (one: number | null) => go({ pathname: one ? `/objects/${one}` : "/objects", search: query.toString() });
  const drop = (files: File[]) => {
    if (here) return send(here.id, `${here.configuration}/${here.name}`, files);
    setDropped(files);
    setAdding(true);
  };
  const endAdding = () => {
    setAdding(false);
    setDropped([]);
  };
  const addButton = (
    <Button leftSection={<IconUpload size={18} aria-hidden />} onClick={() => setAdding(true)}>
      Add files
    </Button>
  );

  return (
    <>
      <PageTitle title="Objects" actions={addButton}>
        {here
          ? `Files in ${here.configuration}/${here.name}. Drop files anywhere to add them here.`
          : "Every file, where it is kept, and the record that it belongs to."}
      </PageTitle>
      <Stack>
        <FilterBar filter={filter} onChange={change} />
        {list.isError && <ErrorState error={list.error} retry={() => void list.refetch()} />}
        {list.isPending && <Skeletons lines={8} />}
        {list.isSuccess && items.length === 0 && (
          <EmptyState
            icon={IconFiles}
            title={isFiltered(filter) ? "No file fits" : "No file yet"}
            action={isFiltered(filter) ? undefined : addButton}
          >
            {isFiltered(filter) ? (
              "Search for less, or clear the filters."
            ) : containers.data?.items.length === 0 ? (
              <Text size="sm">
                There is <Link to="/containers">no bucket or directory</Link> yet to keep it.
              </Text>
            ) : (
              "Drop a file here, or let a program write one into a record."
            )}
          </EmptyState>
        )}
        {items.length > 0 && (
          <>
            <SelectionBar selected={selected} clear={() => select([])} />
            <ObjectTable
              items={items}
              filter={filter}
              onChange={change}
              selected={selected}
              select={select}
              show={(one) => show(one.blob)}
              fetching={list.isFetching && list.isPlaceholderData}
            />
            <Group justify="space-between">
              <Text size="sm" c="dimmed" aria-live="polite">
                {count(items.length)}
                {list.hasNextPage ? " shown, there are more" : items.length === 1 ? " object" : " objects"}
              </Text>
              {list.hasNextPage && (
                <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
                  Show more
                </Button>
              )}
            </Group>
          </>
        )}
      </Stack>
      <Dropzone.FullScreen
        withinPortal={false}
        active={!adding && !blob}
        onDrop={drop}
        inputProps={{ "aria-label": "Drop files to add them" }}
      >
        <Group justify="center" mih={300} style={{ pointerEvents: "none" }}>
          <IconUpload size={48} aria-hidden />
          <Text size="xl">{here ? `Add to ${here.name}` : "Add files"}</Text>
        </Group>
      </Dropzone.FullScreen>
      <AddFiles opened={adding} close={endAdding} first={filter.container ?? null} dropped={dropped} />
      <ObjectDrawer blob={blob} close={() => show(null)} go={show} />
    </>
  );
}
