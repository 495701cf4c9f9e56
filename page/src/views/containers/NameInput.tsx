import { Loader, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { checkName } from "../../api/containers";
import { IconCheck } from "../../parts/icons";
import { containerWord } from "../../parts/words";

interface Given {
  kind: string;
  value: string;
  onChange: (value: string) => void;
  onValid: (isValid: boolean) => void;
}

// A name, which the rules of the store are held against while it is typed.
export function NameInput({ kind, value, onChange, onValid }: Given) {
  const [settled] = useDebouncedValue(value, 250);
  const check = useQuery({
    queryKey: ["container-name", kind, settled],
    queryFn: ({ signal }) => checkName(kind, settled, signal),
    enabled: settled !== "",
    staleTime: Infinity,
  });
  const isChecked = settled === value && value !== "" && !check.isFetching;
  const isValid = isChecked && check.data?.valid === true;
  useEffect(() => onValid(isValid), [isValid]);
  const fault = isChecked && check.data?.valid === false ? check.data.words : undefined;
  return (
    <TextInput
      label={`Name of the ${containerWord(kind)}`}
      description={
        kind === "s3"
          ? "3 to 63 small letters, digits and -. Nobody else on the same server may have it."
          : "Without a slash. It is made below the path of the configuration."
      }
      placeholder={kind === "s3" ? "my-company-sales" : "sales"}
      required
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={fault ?? (check.isError ? "The name could not be checked" : undefined)}
      errorProps={{ "aria-live": "polite" }}
      rightSection={
        isValid ? (
          <IconCheck size={18} color="var(--mantine-color-green-text)" aria-label="This name will do" />
        ) : check.isFetching ? (
          <Loader size={16} aria-hidden />
        ) : null
      }
      autoComplete="off"
      spellCheck={false}
    />
  );
}
