import { Group, NativeSelect, NumberInput, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";

interface Given {
  value: number; // seconds
  onChange: (seconds: number) => void;
  note?: ReactNode;
}

const units = [
  { label: "days", value: "86400" },
  { label: "hours", value: "3600" },
  { label: "minutes", value: "60" },
  { label: "seconds", value: "1" },
];

const fitting = (seconds: number) =>
  units.find(({ value }) => seconds > 0 && seconds % Number(value) === 0)?.value ?? (seconds ? "1" : "86400");

export function RetentionInput({ value, onChange, note }: Given) {
  const [unit, setUnit] = useState(fitting(value));
  const [given, setGiven] = useState(value); // the last that this field said, or heard
  if (value !== given) {
    setGiven(value);
    setUnit(fitting(value));
  }
  const give = (seconds: number) => {
    setGiven(seconds);
    onChange(seconds);
  };
  return (
    <div>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <NumberInput
          label="Retention"
          min={0}
          value={value / Number(unit)}
          onChange={(number) => give(Math.round((Number(number) || 0) * Number(unit)))}
          hideControls
          w={120}
        />
        <NativeSelect
          aria-label="Unit of the retention"
          data={units}
          value={unit}
          onChange={(event) => {
            const next = event.currentTarget.value;
            give((value / Number(unit)) * Number(next));
            setUnit(next);
          }}
        />
      </Group>
      <Text size="xs" c="dimmed" mt={4}>
        How long replaced and deleted files stay in the trash. At least the age of the oldest database backup that you may want back. {note}
      </Text>
    </div>
  );
}
