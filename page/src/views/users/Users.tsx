import { Tabs } from "@mantine/core";
import { Navigate, useLocation, useNavigate } from "react-router-dom";
import { PageTitle } from "../../parts/PageTitle";
import { Audit } from "./Audit";
import { GroupList } from "./GroupList";
import { UserList } from "./UserList";

const tabs = ["users", "groups", "audit"];

// /users/TAB
export function Users() {
  const tab = useLocation().pathname.split("/")[2] ?? "";
  const go = useNavigate();
  if (!tabs.includes(tab)) return <Navigate to="/users/users" replace />;
  return (
    <>
      <PageTitle title="Users">Who may log in, what they may do, and what was done.</PageTitle>
      <Tabs value={tab} onChange={(next) => go(`/users/${next}`)} keepMounted={false}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="users">Users</Tabs.Tab>
          <Tabs.Tab value="groups">Groups</Tabs.Tab>
          <Tabs.Tab value="audit">Audit log</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="users">
          <UserList />
        </Tabs.Panel>
        <Tabs.Panel value="groups">
          <GroupList />
        </Tabs.Panel>
        <Tabs.Panel value="audit">
          <Audit />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
