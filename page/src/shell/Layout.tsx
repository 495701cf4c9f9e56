import { AppShell, Burger, Group, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Suspense, useEffect, useRef } from "react";
import { Link, Navigate, Route, Routes, useLocation } from "react-router-dom";
import type { Me } from "../api/session";
import { Skeletons } from "../parts/Loaded";
import { ErrorBoundary } from "./ErrorBoundary";
import { EnvironmentNote } from "./EnvironmentNote";
import { Mark } from "./Mark";
import { Navigation } from "./Navigation";
import { RunningTasks } from "./RunningTasks";
import { SchemeMenu } from "./SchemeMenu";
import { UploadTray } from "../views/objects/UploadTray";
import { UserMenu } from "./UserMenu";
import { useLive } from "./useLive";
import { views } from "./routes";

// Who goes to another view by keyboard or screen reader goes on at its beginning.
function useFocusOnView() {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
    window.scrollTo(0, 0);
  }, [pathname]);
  return { main, pathname };
}

export function Layout({ me }: { me: Me }) {
  const [opened, burger] = useDisclosure(false);
  const { main, pathname } = useFocusOnView();
  const isHeard = useLive();
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 264, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding={{ base: "md", md: "xl" }}
    >
      <a href="#main" className="skip">
        To the content
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={burger.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={opened ? "Close the navigation" : "Open the navigation"}
            />
            <UnstyledButton component={Link} to="/" aria-label="Outfield: to the start">
              <Group gap="xs" wrap="nowrap">
                <Mark />
                <Text fw={700} size="lg" visibleFrom="xs">
                  Outfield
                </Text>
              </Group>
            </UnstyledButton>
          </Group>
          <Group gap={4} wrap="nowrap">
            <RunningTasks />
            <SchemeMenu />
            <UserMenu me={me} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label="Views">
        <Navigation onGo={burger.close} />
        <Text size="xs" c="dimmed" mt="auto" px="sm" pt="md">
          {me.server.database} · version {me.server.version}
        </Text>
      </AppShell.Navbar>
      <AppShell.Main id="main" ref={main} tabIndex={-1}>
        <EnvironmentNote isHeard={isHeard} />
        <ErrorBoundary place={pathname}>
          <Suspense fallback={<Skeletons />}>
            <Routes>
              {views.map(({ path, view: View }) => (
                <Route key={path} path={path === "/" ? path : `${path}/*`} element={<View />} />
              ))}
              <Route path="*" element={<Navigate to="/" replace />} />
            </Routes>
          </Suspense>
        </ErrorBoundary>
      </AppShell.Main>
      <UploadTray />
    </AppShell>
  );
}
