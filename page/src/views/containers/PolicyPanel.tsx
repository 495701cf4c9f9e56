import { useQuery } from "@tanstack/react-query";
import { policy } from "../../api/configurations";
import { CopyBlock } from "../../parts/Copy";
import { Loaded } from "../../parts/Loaded";
import { Panel } from "../../parts/Panel";

// What a key must at least be allowed to do.
export function PolicyPanel({ configuration }: { configuration: string }) {
  const least = useQuery({ queryKey: ["policy", configuration], queryFn: () => policy(configuration) });
  return (
    <Panel
      title="Access (IAM policy)"
      about={`The least that the access key of ${configuration} needs, for all its buckets. Paste it in the S3 server's console.`}
    >
      <Loaded query={least}>{(document) => <CopyBlock value={JSON.stringify(document, null, 2)} what="the policy" />}</Loaded>
    </Panel>
  );
}
