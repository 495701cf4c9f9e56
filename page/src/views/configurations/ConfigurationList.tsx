import { Anchor, Button, Card, Group, SimpleGrid, Stack, Text, ThemeIcon } from "@mantine/core";
import { Link } from "react-router-dom";
import type { Configuration } from "../../api/configurations";
import { EmptyState } from "../../parts/EmptyState";
import { IconCloud, IconFolder, IconPlus, IconServer } from "../../parts/icons";
import { Loaded } from "../../parts/Loaded";
import { PageTitle } from "../../parts/PageTitle";
import { Tag } from "../../parts/Tag";
import { bytesIn, containerWord, containerWords, plural } from "../../parts/words";
import { useConfigurations } from "./useConfigurations";
import { useContainers } from "../containers/useContainers";

const signs: Record<string, typeof IconCloud> = { s3: IconCloud, ftp: IconServer, directory: IconFolder };
export const kindNames: Record<string, string> = { s3: "S3", ftp: "FTP", directory: "Directory" };

const addressOf = ({ kind, settings }: Configuration) => settings.url || settings.path || (kind === "s3" ? "Amazon S3" : "");

function One({ one }: { one: Configuration }) {
  const all = useContainers();
  const own = all.data?.items.filter((each) => each.configuration === one.name) ?? [];
  const Sign = signs[one.kind] ?? IconServer;
  return (
    <Card withBorder radius="md" padding="lg" component="article">
      <Group wrap="nowrap" align="flex-start">
        <ThemeIcon size={44} radius="md" variant="light" aria-hidden>
          <Sign size={24} stroke={1.7} />
        </ThemeIcon>
        <Stack gap={6} miw={0} style={{ flex: 1 }}>
          <Group gap="xs">
            <Anchor
              component={Link}
              to={`/configurations/of/${encodeURIComponent(one.name)}`}
              fw={650}
              size="lg"
              style={{ overflowWrap: "anywhere" }}
            >
              {one.name}
            </Anchor>
            <Tag tone="note">{kindNames[one.kind] ?? one.kind}</Tag>
            {one.default && <Tag>default</Tag>}
            {one.breaker && <Tag tone="bad">does not answer</Tag>}
          </Group>
          <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {addressOf(one)}
          </Text>
          <Text size="sm">
            {plural(own.length, containerWord(one.kind), containerWords(one.kind))}
            {own.length > 0 &&
              `, ${plural(
                own.reduce((sum, each) => sum + each.live, 0),
                "object",
              )}, ${bytesIn(own.reduce((sum, each) => sum + each.live_bytes, 0))}`}
          </Text>
        </Stack>
      </Group>
    </Card>
  );
}

const AddButton = () => (
  <Button component={Link} to="/configurations/new" leftSection={<IconPlus size={18} aria-hidden />}>
    Add a storage
  </Button>
);

export function ConfigurationList() {
  return (
    <>
      <PageTitle title="External storage" actions={<AddButton />}>
        The S3 accounts and FTP servers that keep the files.
      </PageTitle>
      <Loaded query={useConfigurations()}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconCloud} title="No storage yet" action={<AddButton />}>
              Add an S3 account or an FTP server. You need its address and the login or access key.
            </EmptyState>
          ) : (
            <SimpleGrid cols={{ base: 1, lg: 2 }}>
              {items.map((one) => (
                <One key={one.name} one={one} />
              ))}
            </SimpleGrid>
          )
        }
      </Loaded>
    </>
  );
}
