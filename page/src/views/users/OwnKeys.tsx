import { Modal } from "@mantine/core";
import { KeyList } from "./KeyList";

// Of whoever is logged in.
export function OwnKeys({ user, opened, close }: { user: number; opened: boolean; close: () => void }) {
  return (
    <Modal opened={opened} onClose={close} title="Your API keys" size="lg">
      {opened && <KeyList user={user} />}
    </Modal>
  );
}
