import { Alert, Button, Code, Stack, Text } from "@mantine/core";
import type { Environment, Standing } from "../../api/safety";
import { IconAlert, IconCheck, IconRefresh } from "../../parts/icons";
import { Loaded } from "../../parts/Loaded";
import { Panel } from "../../parts/Panel";
import { Table } from "../../parts/Table";
import { Tag } from "../../parts/Tag";
import { standings } from "../containers/state";
import { useEnvironment } from "../containers/useStandings";

function Mark({ standing }: Pick<Standing, "standing">) {
  const [tone, words] = standings[standing] ?? ["plain", standing];
  return <Tag tone={tone}>{words}</Tag>;
}

function Verdict({ found }: { found: Environment }) {
  if (found.agrees)
    return (
      <Alert color="green" icon={<IconCheck aria-hidden />} title="This catalog is at home">
        Its environment is <strong>{found.environment}</strong>, as outfield.toml says. It reads and writes its buckets and directories.
      </Alert>
    );
  return (
    <Alert color="yellow" icon={<IconAlert aria-hidden />} title="This is a copy">
      <Stack gap="xs">
        <Text size="sm">
          {found.disagreement || `The catalog says ${found.environment}; outfield.toml says another.`} So it reads the files, and never
          writes or deletes one: the original still needs them.
        </Text>
        <Text size="sm">
          A copy for tests gets buckets and directories of its own by <Code>outfield environment detach</Code>. If this is the one catalog
          from now on, take it over by <Code>outfield environment adopt</Code>. Both are done on the command line, so that nobody does them
          by a click.
        </Text>
      </Stack>
    </Alert>
  );
}

export function EnvironmentView() {
  const query = useEnvironment();
  return (
    <Loaded query={query}>
      {(found) => (
        <Stack gap="lg">
          <Verdict found={found} />
          <Panel
            title="The fence"
            about="Every bucket and directory carries a mark: whose it is. Where the mark names another environment, this one does not write."
            actions={
              <Button
                variant="default"
                leftSection={<IconRefresh size={16} aria-hidden />}
                loading={query.isFetching}
                onClick={() => void query.refetch()}
              >
                Ask the stores again
              </Button>
            }
          >
            <Table
              name="Standing of every bucket and directory"
              records={found.containers.map((one) => ({ ...one, id: `${one.configuration}/${one.container}` }))}
              empty="There is no bucket or directory yet"
              columns={[
                { accessor: "id", title: "Bucket or directory" },
                { accessor: "standing", title: "Standing", render: ({ standing }) => <Mark standing={standing} /> },
                { accessor: "words", title: "That means" },
              ]}
            />
          </Panel>
        </Stack>
      )}
    </Loaded>
  );
}
