import { Anchor, Stack } from "@mantine/core";
import { Link, useLocation } from "react-router-dom";
import { EmptyState } from "../../parts/EmptyState";
import { IconCloud } from "../../parts/icons";
import { Loaded } from "../../parts/Loaded";
import { PageTitle } from "../../parts/PageTitle";
import { Panel } from "../../parts/Panel";
import { ConfigurationForm } from "./ConfigurationForm";
import { NextSteps } from "./NextSteps";
import { RemoveConfiguration } from "./RemoveConfiguration";
import { TestConnection } from "./TestConnection";
import { useConfigurations, useKinds } from "./useConfigurations";

// One External Storage Configuration, or a new one.
export function ConfigurationPage({ name }: { name: string | null }) {
  const all = useConfigurations();
  const known = useKinds();
  const savedAt = (useLocation().state as { savedAt?: number } | null)?.savedAt;
  return (
    <>
      <Anchor component={Link} to="/configurations" size="sm">
        External storage
      </Anchor>
      <PageTitle title={name ?? "New storage configuration"}>
        {name ? "How to reach this storage." : "Say how to reach an S3 account or an FTP server. The connection is tested when you save."}
      </PageTitle>
      <Loaded query={known}>
        {({ items: every }) => (
          <Loaded query={all}>
            {({ items }) => {
              const one = items.find((each) => each.name === name) ?? null;
              if (name && !one)
                return (
                  <EmptyState
                    icon={IconCloud}
                    title={`There is no storage configuration “${name}”`}
                    action={
                      <Anchor component={Link} to="/configurations">
                        All of them
                      </Anchor>
                    }
                  />
                );
              return (
                <Stack maw={760} gap="lg">
                  {one && (
                    <Panel title="Connection" about="Each step is tried with the settings below, as they are saved.">
                      <TestConnection
                        name={one.name}
                        savedAt={savedAt}
                        next={(isDue) => <NextSteps configuration={one} isDue={isDue} />}
                      />
                    </Panel>
                  )}
                  <Panel title={one ? "Settings" : "External Storage Configuration"}>
                    <ConfigurationForm key={one?.name ?? ""} before={one} kinds={every} names={items.map((each) => each.name)} />
                  </Panel>
                  {one && <RemoveConfiguration configuration={one} />}
                </Stack>
              );
            }}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}
