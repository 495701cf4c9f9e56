import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { ReactNode } from "react";

interface Question {
  title: string;
  words: ReactNode;
  yes: string; // the verb: "Delete", "Forget"
  isDangerous?: boolean;
  onYes: () => void;
}

export const confirm = ({ title, words, yes, isDangerous = false, onYes }: Question) =>
  modals.openConfirmModal({
    title,
    children: typeof words === "string" ? <Text size="sm">{words}</Text> : words,
    labels: { confirm: yes, cancel: "Cancel" },
    confirmProps: isDangerous ? { color: "red.9" } : {},
    onConfirm: onYes,
  });
