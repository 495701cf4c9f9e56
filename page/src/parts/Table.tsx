import { DataTable, type DataTableColumn, type DataTableProps } from "mantine-datatable";

type Given<Row> = {
  name: string; // what it lists, for screen readers
  records: Row[];
  columns: DataTableColumn<Row>[];
  idAccessor?: string;
  fetching?: boolean;
  empty?: string;
} & Pick<
  DataTableProps<Row>,
  "onRowClick" | "selectedRecords" | "onSelectedRecordsChange" | "sortStatus" | "onSortStatusChange" | "rowBackgroundColor" | "rowExpansion"
>;

// A table as all of the page's are. On narrow screens it scrolls sideways by itself.
export function Table<Row extends object>({
  name,
  records,
  columns,
  idAccessor = "id",
  fetching = false,
  empty = "Nothing to show",
  ...rest
}: Given<Row>) {
  const props = {
    records,
    columns,
    idAccessor,
    fetching,
    noRecordsText: records.length === 0 ? empty : "", // it is there, unseen, beside rows, too
    withTableBorder: true,
    borderRadius: "md",
    highlightOnHover: true,
    verticalSpacing: "xs",
    minHeight: records.length === 0 ? 160 : 0,
    scrollAreaProps: { viewportProps: { tabIndex: 0, role: "region", "aria-label": name } },
    ...rest,
  } as unknown as DataTableProps<Row>;
  return <DataTable<Row> {...props} />;
}
