import { Tabs } from "@mantine/core";
import type { ComponentType } from "react";
import { Navigate, Route, Routes, useLocation, useNavigate } from "react-router-dom";
import { PageTitle } from "../../parts/PageTitle";
import { EnvironmentView } from "./EnvironmentView";
import { Overview } from "./Overview";
import { Trash } from "./Trash";
import { CheckView, ScrubView } from "./Findings";

const tabs: [string, string, ComponentType][] = [
  ["overview", "Overview", Overview],
  ["trash", "Trash", Trash],
  ["check", "Check", CheckView],
  ["scrub", "Scrub", ScrubView],
  ["environment", "Environment", EnvironmentView],
];

// /safety/TAB
export function Safety() {
  const tab = useLocation().pathname.split("/")[2] ?? "";
  const go = useNavigate();
  return (
    <>
      <PageTitle title="Safety">What was deleted, what a backup still finds, and whether every file is whole.</PageTitle>
      <Tabs value={tab} onChange={(next) => go(`/safety/${next}`)} keepMounted={false}>
        <Tabs.List mb="lg">
          {tabs.map(([path, name]) => (
            <Tabs.Tab key={path} value={path}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(([path]) => (
          <Tabs.Panel key={path} value={path} tabIndex={-1}>
            <Routes>
              {tabs.map(([each, , View]) => (
                <Route key={each} path={each} element={<View />} />
              ))}
              <Route path="*" element={null} />
            </Routes>
          </Tabs.Panel>
        ))}
        {!tabs.some(([path]) => path === tab) && <Navigate to="/safety/overview" replace />}
      </Tabs>
    </>
  );
}
