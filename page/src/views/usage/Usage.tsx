import { SegmentedControl, Stack } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { usage } from "../../api/usage";
import { Loaded } from "../../parts/Loaded";
import { PageTitle } from "../../parts/PageTitle";
import { Charts } from "./Charts";
import { OperationsPanel } from "./OperationsPanel";

const spans = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
];

const dayBefore = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

export function Usage() {
  const [days, setDays] = useState("30");
  const query = useQuery({ queryKey: ["usage", days], queryFn: () => usage(dayBefore(Number(days))), placeholderData: keepPreviousData });
  return (
    <>
      <PageTitle title="Usage" actions={<SegmentedControl aria-label="Time" data={spans} value={days} onChange={setDays} />}>
        How much is kept, how it grows, and what the stores are asked.
      </PageTitle>
      <Stack gap="lg">
        <Loaded query={query}>{(data) => <Charts usage={data} />}</Loaded>
        <OperationsPanel />
      </Stack>
    </>
  );
}
