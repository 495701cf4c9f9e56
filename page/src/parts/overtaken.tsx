import { Text } from "@mantine/core";

// What a field that was touched here says when somebody else has changed it meanwhile.
export const overtaken = (isOvertaken: boolean, theirs: string) =>
  isOvertaken ? (
    <Text span inherit display="block" c="var(--mantine-color-yellow-light-color)" role="status">
      Somebody else has {theirs ? `set it to ${theirs}` : "emptied it"} meanwhile. Save puts yours in its place.
    </Text>
  ) : undefined;
