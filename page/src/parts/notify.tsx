import { notifications } from "@mantine/notifications";
import { Problem, wordsOf } from "../api/problem";
import { IconAlert, IconCheck } from "./icons";

export const tell = (message: string, title?: string) =>
  notifications.show({ message, title, color: "green", icon: <IconCheck size={18} aria-hidden />, autoClose: 5000 });

// Stays until it was read.
export const tellFault = (error: unknown, title = "That did not work") =>
  notifications.show({
    title: error instanceof Problem && error.title && error.title !== error.message ? `${title}: ${error.title}` : title,
    message: wordsOf(error),
    color: "red",
    icon: <IconAlert size={18} aria-hidden />,
    autoClose: false,
  });
