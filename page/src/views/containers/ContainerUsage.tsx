import { Progress, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { containerUsage } from "../../api/containers";
import { Loaded } from "../../parts/Loaded";
import { Panel } from "../../parts/Panel";
import { bytesIn, plural } from "../../parts/words";

// Which modules fill a bucket.
export function ContainerUsage({ id }: { id: number }) {
  const usage = useQuery({ queryKey: ["container-usage", id], queryFn: () => containerUsage(id) });
  return (
    <Panel title="By module">
      <Loaded query={usage}>
        {({ modules }) => {
          if (modules.length === 0)
            return (
              <Text size="sm" c="dimmed">
                Nothing is kept here yet.
              </Text>
            );
          const total = modules.reduce((sum, one) => sum + one.bytes, 0) || 1;
          return (
            <Stack gap="sm">
              {[...modules]
                .sort((a, b) => b.bytes - a.bytes)
                .map(({ module, objects, bytes }) => (
                  <div key={module}>
                    <Text size="sm" fw={600}>
                      {module || "without a module"}
                    </Text>
                    <Progress value={(100 * bytes) / total} aria-label={`Share of ${module || "files without a module"}`} my={4} />
                    <Text size="xs" c="dimmed">
                      {plural(objects, "object")}, {bytesIn(bytes)}
                    </Text>
                  </div>
                ))}
            </Stack>
          );
        }}
      </Loaded>
    </Panel>
  );
}
