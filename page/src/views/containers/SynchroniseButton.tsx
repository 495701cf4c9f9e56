import { Button, type ButtonProps, Menu } from "@mantine/core";
import { synchronise, type Synchronised } from "../../api/configurations";
import { IconRefresh } from "../../parts/icons";
import { useChange } from "../../parts/useChange";

const amount = (list: string[] | number) => (typeof list === "number" ? list : (list?.length ?? 0));

function wordsOf({ appeared, returned, vanished, unchanged }: Synchronised): string {
  const parts = [
    [amount(appeared), "new"],
    [amount(returned), "back again"],
    [amount(vanished), "gone from the server"],
    [amount(unchanged), "unchanged"],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
  return said.length > 0 ? `${said.join(", ")}.` : "There is none on the server yet. Create one.";
}

const useSynchronise = () =>
  useChange((configuration: string) => synchronise(configuration), {
    stale: ["containers", "placement", "status", "environment"],
    fault: "It was not synchronised",
    done: (answer, configuration) => `${configuration}: ${wordsOf(answer)}`,
  });

export function SynchroniseButton({ configuration, ...rest }: { configuration: string } & ButtonProps) {
  const synchronising = useSynchronise();
  return (
    <Button
      variant="light"
      leftSection={<IconRefresh size={18} aria-hidden />}
      loading={synchronising.isPending}
      onClick={() => synchronising.mutate(configuration)}
      {...rest}
    >
      Synchronise
    </Button>
  );
}

// One of several.
export function SynchroniseMenu({ configurations }: { configurations: string[] }) {
  const synchronising = useSynchronise();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="light" leftSection={<IconRefresh size={18} aria-hidden />} loading={synchronising.isPending}>
          Synchronise
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {configurations.map((name) => (
          <Menu.Item key={name} onClick={() => synchronising.mutate(name)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
