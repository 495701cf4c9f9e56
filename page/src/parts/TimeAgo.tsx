import { Text, type TextProps, Tooltip } from "@mantine/core";
import { useInterval } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { ago, moment, timeOf } from "./words";

interface Given extends TextProps {
  at: string | null | undefined;
  never?: string;
}

// "3 minutes ago", which goes on counting.
export function TimeAgo({ at, never = "never", ...rest }: Given) {
  const [now, setNow] = useState(Date.now);
  const ticking = useInterval(() => setNow(Date.now()), 30_000);
  useEffect(() => {
    ticking.start();
    return ticking.stop;
  }, []);
  if (!at)
    return (
      <Text span inherit {...rest}>
        {never}
      </Text>
    );
  return (
    <Tooltip label={moment(at)}>
      <Text span inherit {...rest}>
        <time dateTime={timeOf(at).toISOString()}>{ago(at, now)}</time>
      </Text>
    </Tooltip>
  );
}
