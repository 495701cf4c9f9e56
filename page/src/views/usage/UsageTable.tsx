import type { Usage } from "../../api/usage";
import { Table } from "../../parts/Table";
import { bytesIn, count } from "../../parts/words";
import { type By, linesOf, type What } from "./series";

const signed = (value: number, words: (value: number) => string) =>
  value === 0 ? "—" : `${value > 0 ? "+" : "−"}${words(Math.abs(value))}`;

// The same figures for those who read rather than look.
export function UsageTable({ usage, by }: { usage: Usage; by: By }) {
  const lines = { bytes: linesOf(usage, by, "bytes"), objects: linesOf(usage, by, "objects") };
  const at = (what: What, name: string, day: number) => Number(lines[what].points.at(day)?.[name] ?? 0);
  const records = lines.bytes.names.map((name) => ({
    id: name,
    bytes: at("bytes", name, -1),
    grown: at("bytes", name, -1) - at("bytes", name, 0),
    objects: at("objects", name, -1),
  }));
  return (
    <Table
      name={by === "module" ? "Usage by module" : "Usage by bucket and directory"}
      records={records}
      columns={[
        { accessor: "id", title: by === "module" ? "Module" : "Bucket or directory" },
        { accessor: "objects", title: "Objects", textAlign: "right", render: (one) => count(one.objects) },
        { accessor: "bytes", title: "Size", textAlign: "right", render: (one) => bytesIn(one.bytes) },
        { accessor: "grown", title: "Growth", textAlign: "right", render: (one) => signed(one.grown, bytesIn) },
      ]}
    />
  );
}
