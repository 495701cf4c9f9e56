import { Badge, type BadgeProps } from "@mantine/core";
import type { ReactNode } from "react";

const colours = { good: "green", bad: "red", warn: "yellow", plain: "gray", note: "field" } as const;

export type Tone = keyof typeof colours;

interface Given extends Omit<BadgeProps, "color" | "variant"> {
  tone?: Tone;
  children: ReactNode;
}

export function Tag({ tone = "plain", children, ...rest }: Given) {
  return (
    <Badge color={colours[tone]} variant="light" tt="none" fw={600} radius="sm" miw="max-content" {...rest}>
      {children}
    </Badge>
  );
}
