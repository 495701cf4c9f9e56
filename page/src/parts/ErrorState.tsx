import { Alert, Button, Stack, Text } from "@mantine/core";
import { Problem, wordsOf } from "../api/problem";
import { IconAlert, IconRefresh } from "./icons";

interface Given {
  error: unknown;
  retry?: () => void;
  title?: string;
}

function hintOf(error: unknown): string | null {
  if (!(error instanceof Problem)) return null;
  if (error.status === 403) return "Ask an administrator for the right to do this.";
  if (error.status === 404) return "It may have been removed a moment ago, or this server is older than the page.";
  if (error.status === 429) return `Wait ${error.retryAfter ?? 60} seconds, then try again.`;
  if (error.status >= 500) return "The server's log says more.";
  return null;
}

export function ErrorState({ error, retry, title }: Given) {
  const hint = hintOf(error);
  return (
    <Alert
      color="red"
      icon={<IconAlert aria-hidden />}
      title={title ?? (error instanceof Problem ? error.title : "Something went wrong")}
      role="alert"
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {wordsOf(error)}
        </Text>
        {hint && <Text size="sm">{hint}</Text>}
        {retry && (
          <Button size="xs" variant="default" leftSection={<IconRefresh size={14} aria-hidden />} onClick={retry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
