import { Anchor, Button, SimpleGrid, Stack } from "@mantine/core";
import { Link, useNavigate } from "react-router-dom";
import { type Container, forgetContainer } from "../../api/containers";
import { confirm } from "../../parts/confirm";
import { EmptyState } from "../../parts/EmptyState";
import { Facts } from "../../parts/Facts";
import { IconBucket, IconFiles, IconTrash, IconUpload } from "../../parts/icons";
import { Loaded } from "../../parts/Loaded";
import { PageTitle } from "../../parts/PageTitle";
import { Panel } from "../../parts/Panel";
import { Tag } from "../../parts/Tag";
import { useChange } from "../../parts/useChange";
import { bytesIn, containerWord, label, plural } from "../../parts/words";
import { useConfigurations } from "../configurations/useConfigurations";
import { ContainerForm } from "./ContainerForm";
import { ContainerUsage } from "./ContainerUsage";
import { PolicyPanel } from "./PolicyPanel";
import { stateOf } from "./state";
import { isDatabase, usePlaces } from "./useContainers";
import { useStandings } from "./useStandings";

function Health({ one }: { one: Container }) {
  const configuration = useConfigurations().data?.items.find((each) => each.name === one.configuration);
  const [tone, word, words] = stateOf(one, !!configuration?.breaker, useStandings()(one));
  return (
    <Panel title="State" about={words}>
      <Facts
        facts={[
          [
            "State",
            <Tag key="state" tone={tone}>
              {word}
            </Tag>,
          ],
          [
            "Storage",
            isDatabase(one) ? (
              "the catalog's own"
            ) : (
              <Anchor key="storage" component={Link} to={`/configurations/of/${encodeURIComponent(one.configuration)}`} inherit>
                {one.configuration}
              </Anchor>
            ),
          ],
          ["Came by", label(one.origin)],
          ["Objects", `${plural(one.live, "object")}, ${bytesIn(one.live_bytes)}`],
          ["No longer used", `${plural(one.condemned, "object")}, ${bytesIn(one.condemned_bytes)}`],
          ["Being written", plural(one.reserved, "object")],
        ]}
      />
    </Panel>
  );
}

function Forget({ one }: { one: Container }) {
  const go = useNavigate();
  const word = containerWord(one.kind);
  const forgetting = useChange(() => forgetContainer(one.id), {
    stale: ["containers", "placement", "status"],
    fault: `${one.name} was not forgotten`,
    done: () => `${one.name} is forgotten. On its server it is as it was.`,
    then: () => go("/containers"),
  });
  const ask = () =>
    confirm({
      title: `Forget ${one.name}?`,
      words: `The ${word} stays on its server. Outfield only takes it off its list. Synchronise brings it back.`,
      yes: "Forget",
      isDangerous: true,
      onYes: () => forgetting.mutate(undefined),
    });
  return (
    <Button variant="default" leftSection={<IconTrash size={18} aria-hidden />} onClick={ask} loading={forgetting.isPending}>
      Forget
    </Button>
  );
}

export function ContainerPage({ id }: { id: number }) {
  return (
    <Loaded query={usePlaces()}>
      {({ items }) => {
        const one = items.find((each) => each.id === id);
        if (!one)
          return (
            <EmptyState
              icon={IconBucket}
              title="There is no such bucket or directory"
              action={
                <Anchor component={Link} to="/containers">
                  All of them
                </Anchor>
              }
            />
          );
        return (
          <>
            <Anchor component={Link} to="/containers" size="sm">
              Buckets and directories
            </Anchor>
            <PageTitle
              title={isDatabase(one) ? "The database" : one.name}
              actions={
                <>
                  {!one.vanished && (
                    <Button component={Link} to={`/objects?add=1&container=${id}`} leftSection={<IconUpload size={18} aria-hidden />}>
                      Add files
                    </Button>
                  )}
                  <Button
                    component={Link}
                    to={`/objects?container=${id}`}
                    variant="default"
                    leftSection={<IconFiles size={18} aria-hidden />}
                  >
                    Its objects
                  </Button>
                  {!isDatabase(one) && <Forget one={one} />}
                </>
              }
            >
              {isDatabase(one)
                ? "It keeps the values of fields that name no store."
                : `A ${containerWord(one.kind)} of ${one.configuration}.`}
            </PageTitle>
            <SimpleGrid cols={{ base: 1, lg: 2 }} style={{ alignItems: "start" }}>
              <Panel title={isDatabase(one) ? "How long it stays" : "What goes in, and how long it stays"}>
                <ContainerForm key={one.id} one={one} />
              </Panel>
              <Stack>
                <Health one={one} />
                <ContainerUsage id={id} />
                {one.kind === "s3" && <PolicyPanel configuration={one.configuration} />}
              </Stack>
            </SimpleGrid>
          </>
        );
      }}
    </Loaded>
  );
}
