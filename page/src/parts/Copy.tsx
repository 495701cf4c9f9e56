import { ActionIcon, Box, Button, Code, CopyButton, Group, Text, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "./icons";

interface Given {
  value: string;
  what: string; // "the key"
}

export function CopyIcon({ value, what }: Given) {
  return (
    <CopyButton value={value} timeout={2000}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? "Copied" : `Copy ${what}`}>
          <ActionIcon variant="subtle" color="gray" size="sm" onClick={copy} aria-label={copied ? "Copied" : `Copy ${what}`}>
            {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

export function CopyBlock({ value, what }: Given) {
  return (
    <Box>
      <Code block tabIndex={0} mah={420} style={{ overflow: "auto" }} aria-label={what}>
        {value}
      </Code>
      <CopyButton value={value} timeout={2000}>
        {({ copied, copy }) => (
          <Button
            mt="sm"
            variant={copied ? "light" : "filled"}
            leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            onClick={copy}
          >
            {copied ? "Copied" : `Copy ${what}`}
          </Button>
        )}
      </CopyButton>
    </Box>
  );
}

// A short text of which one wants all, in little room.
export function Copied({ value, what, letters }: Given & { letters?: number }) {
  const shown = letters && value.length > letters ? `${value.slice(0, letters)}…` : value;
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <Text span ff="monospace" size="sm" style={{ overflowWrap: "anywhere" }}>
        {shown}
      </Text>
      <CopyIcon value={value} what={what} />
    </Group>
  );
}
