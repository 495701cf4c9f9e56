import { AreaChart } from "@mantine/charts";
import { SegmentedControl, SimpleGrid, Stack } from "@mantine/core";
import { useState } from "react";
import type { Usage } from "../../api/usage";
import { EmptyState } from "../../parts/EmptyState";
import { Figure } from "../../parts/Figure";
import { IconChart, IconCloud, IconFiles } from "../../parts/icons";
import { Panel } from "../../parts/Panel";
import { bytesIn, count } from "../../parts/words";
import { type By, growthOf, linesOf, type What } from "./series";
import { UsageTable } from "./UsageTable";

const colours = ["field.6", "indigo.5", "orange.5", "grape.5", "lime.6", "pink.5", "gray.5"];
const wordsOf = (what: What, value: number) => (what === "bytes" ? bytesIn(value) : count(Math.round(value)));

function Growth({ usage, days }: { usage: Usage; days: number }) {
  const figure = (what: What, name: string, icon: typeof IconCloud) => {
    const { now, grown } = growthOf(usage, what);
    const sign = grown > 0 ? "+" : grown < 0 ? "−" : "±";
    return (
      <Figure
        icon={icon}
        name={name}
        value={wordsOf(what, now)}
        about={days > 1 ? `${sign}${wordsOf(what, Math.abs(grown))} in ${days} days` : "Its growth shows from tomorrow on."}
      />
    );
  };
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      {figure("bytes", "Kept", IconCloud)}
      {figure("objects", "Objects", IconFiles)}
    </SimpleGrid>
  );
}

function Chart({ usage, by, what }: { usage: Usage; by: By; what: What }) {
  const { points, names } = linesOf(usage, by, what);
  // One day alone would be no line.
  const drawn = points.length === 1 ? [...points, { ...points[0]!, day: "now" }] : points;
  return (
    <div aria-hidden>
      <AreaChart
        h={320}
        data={drawn}
        dataKey="day"
        type="stacked"
        curveType="linear"
        withLegend
        withDots={false}
        series={names.map((name, at) => ({ name, color: colours[at % colours.length]! }))}
        valueFormatter={(value) => wordsOf(what, value)}
        yAxisProps={{ width: 76 }}
        areaProps={{ isAnimationActive: false }}
        areaChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}

export function Charts({ usage }: { usage: Usage }) {
  const [by, setBy] = useState<By>("container");
  const [what, setWhat] = useState<What>("bytes");
  if (usage.series.length === 0)
    return (
      <EmptyState icon={IconChart} title="Nothing to count yet">
        The first file makes the first point. From then on there is one a day.
      </EmptyState>
    );
  return (
    <Stack gap="lg">
      <Growth usage={usage} days={usage.days.length} />
      <Panel
        title="Over time"
        actions={
          <Stack gap="xs">
            <SegmentedControl
              aria-label="Split by"
              size="xs"
              value={by}
              onChange={(value) => setBy(value as By)}
              data={[
                { value: "container", label: "By bucket" },
                { value: "module", label: "By module" },
              ]}
            />
            <SegmentedControl
              aria-label="Count"
              size="xs"
              value={what}
              onChange={(value) => setWhat(value as What)}
              data={[
                { value: "bytes", label: "Bytes" },
                { value: "objects", label: "Objects" },
              ]}
            />
          </Stack>
        }
      >
        <Stack>
          <Chart usage={usage} by={by} what={what} />
          <UsageTable usage={usage} by={by} />
        </Stack>
      </Panel>
    </Stack>
  );
}
