import { Center, Code, Image, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { contentPath, type StoredObject, textOf } from "../../api/objects";
import { Loaded } from "../../parts/Loaded";
import { bytesIn } from "../../parts/words";
import { FileSign } from "./FileSign";
import { nameOf } from "./ObjectTable";

const picture = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;
const text = /^text\/|^application\/(json|xml|toml|yaml|x-yaml|javascript|sql)/;
const beginning = 64 * 1024; // bytes that are shown of a text
const largestPicture = 32 * 1024 * 1024;

function TextPreview({ one }: { one: StoredObject }) {
  const content = useQuery({
    queryKey: ["content", one.blob],
    queryFn: ({ signal }) => (one.size === 0 ? Promise.resolve("") : textOf(one.blob, beginning, signal)),
    staleTime: Infinity,
  });
  return (
    <Loaded query={content}>
      {(words) => (
        <Stack gap={4}>
          <Code
            block
            tabIndex={0}
            mah={360}
            style={{ overflow: "auto", whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}
            aria-label={`Text of ${nameOf(one)}`}
          >
            {words || "(empty)"}
          </Code>
          {one.size > beginning && (
            <Text size="xs" c="dimmed">
              The first {bytesIn(beginning)} of it.
            </Text>
          )}
        </Stack>
      )}
    </Loaded>
  );
}

function None({ type, why }: { type: string; why: string }) {
  return (
    <Center py="xl" style={{ border: "1px dashed var(--mantine-color-default-border)", borderRadius: 8 }}>
      <Stack align="center" gap="xs">
        <FileSign type={type} />
        <Text size="sm" c="dimmed">
          {why}
        </Text>
      </Stack>
    </Center>
  );
}

function Picture({ one }: { one: StoredObject }) {
  const [failed, setFailed] = useState(false);
  if (failed) return <None type={one.media_type} why="The picture cannot be read." />;
  return <Image src={contentPath(one.blob)} alt={nameOf(one)} mah={400} fit="contain" radius="md" onError={() => setFailed(true)} />;
}

export function Preview({ one }: { one: StoredObject }) {
  const { media_type: type, size } = one;
  if (picture.test(type) && size <= largestPicture) return <Picture one={one} />;
  if (type === "application/pdf")
    return (
      <iframe
        src={contentPath(one.blob)}
        title={nameOf(one)}
        style={{ width: "100%", height: 440, border: "1px solid var(--mantine-color-default-border)", borderRadius: 8 }}
      />
    );
  if (text.test(type)) return <TextPreview one={one} />;
  return <None type={type} why={`No preview of ${type || "this type"}. Download it.`} />;
}
