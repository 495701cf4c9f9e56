import { Alert, Anchor } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Link } from "react-router-dom";
import { IconAlert } from "../parts/icons";
import { useStatus } from "../parts/useStatus";

// What an administrator must know on every view.
export function EnvironmentNote({ isHeard }: { isHeard: boolean }) {
  const status = useStatus();
  const [isQuiet] = useDebouncedValue(!isHeard, 3000);
  const environment = status.data?.environment;
  return (
    <div aria-live="polite">
      {isQuiet && !isHeard && (
        <Alert color="yellow" icon={<IconAlert aria-hidden />} mb="md" title="No word from the server">
          What you see may be out of date. The page goes on by itself when the server answers again.
        </Alert>
      )}
      {environment && !environment.agrees && (
        <Alert color="yellow" icon={<IconAlert aria-hidden />} mb="md" title="This is a copy: it reads, and writes nothing">
          {environment.disagreement}{" "}
          <Anchor component={Link} to="/safety/environment" inherit underline="always">
            What to do
          </Anchor>
        </Alert>
      )}
    </div>
  );
}
