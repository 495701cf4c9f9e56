import { Modal } from "@mantine/core";
import { KeyList } from "./KeyList";

interface Given {
  user: number | null;
  name: string;
  close: () => void;
}

export function KeysDialog({ user, name, close }: Given) {
  return (
    <Modal opened={user !== null} onClose={close} title={`API keys of ${name}`} size="lg">
      {user !== null && <KeyList user={user} />}
    </Modal>
  );
}
