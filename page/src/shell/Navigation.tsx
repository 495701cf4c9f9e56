import { NavLink, Stack } from "@mantine/core";
import { NavLink as RouterLink, useLocation } from "react-router-dom";
import { views } from "./routes";

const isAt = (path: string, here: string) => (path === "/" ? here === "/" : here === path || here.startsWith(`${path}/`));

export function Navigation({ onGo }: { onGo: () => void }) {
  const { pathname } = useLocation();
  return (
    <Stack gap={4}>
      {views.map(({ path, name, icon: Sign }) => (
        <NavLink
          key={path}
          component={RouterLink}
          to={path}
          label={name}
          active={isAt(path, pathname)}
          aria-current={isAt(path, pathname) ? "page" : undefined}
          leftSection={<Sign size={20} stroke={1.7} aria-hidden />}
          onClick={onGo}
          style={{ borderRadius: 8 }}
        />
      ))}
    </Stack>
  );
}
