import { Button } from "@mantine/core";
import { useNavigate } from "react-router-dom";
import { type Configuration, removeConfiguration } from "../../api/configurations";
import { confirm } from "../../parts/confirm";
import { IconTrash } from "../../parts/icons";
import { Panel } from "../../parts/Panel";
import { useChange } from "../../parts/useChange";

export function RemoveConfiguration({ configuration: { name } }: { configuration: Configuration }) {
  const go = useNavigate();
  const removing = useChange(() => removeConfiguration(name), {
    stale: ["configurations", "containers", "placement", "status"],
    fault: `“${name}” was not deleted`,
    done: () => `“${name}” was deleted.`,
    then: () => go("/configurations"),
  });
  const ask = () =>
    confirm({
      title: `Delete “${name}”?`,
      words:
        "Outfield forgets the address and the secrets. Nothing is deleted on the server itself. It is refused while objects are kept there.",
      yes: "Delete",
      isDangerous: true,
      onYes: () => removing.mutate(undefined),
    });
  return (
    <Panel title="Delete" about="Only a storage configuration that keeps no objects can be deleted.">
      <Button
        variant="outline"
        color="red.9"
        leftSection={<IconTrash size={18} aria-hidden />}
        onClick={ask}
        loading={removing.isPending}
        styles={{ root: { color: "var(--mantine-color-red-text)" } }}
      >
        Delete this configuration
      </Button>
    </Panel>
  );
}
