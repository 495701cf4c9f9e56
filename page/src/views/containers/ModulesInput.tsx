import { TagsInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useModules } from "./useContainers";

interface Given {
  value: string[];
  onChange: (modules: string[]) => void;
  note?: ReactNode;
}

// The one2many of modules. Its files go into this bucket or directory.
export function ModulesInput({ value, onChange, note }: Given) {
  const known = useModules().data?.items ?? [];
  return (
    <TagsInput
      label="Modules"
      description={
        <>
          {known.length > 0
            ? "New files of these modules go here. Type to choose, Enter to add."
            : "No module is installed yet: outfield module install FILE.toml. Its name can be given here before."}{" "}
          {note}
        </>
      }
      placeholder={value.length === 0 ? "sale, purchase, …" : ""}
      data={known.map((one) => one.name)}
      value={value}
      onChange={onChange}
      clearable
      clearButtonProps={{ "aria-label": "Remove all modules" }}
      acceptValueOnBlur
    />
  );
}
