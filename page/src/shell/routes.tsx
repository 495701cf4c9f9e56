// The views, in the order of the navigation.
import { type ComponentType, lazy } from "react";
import { type Icon, IconBucket, IconChart, IconCloud, IconFiles, IconHome, IconRoute, IconShield, IconUsers } from "../parts/icons";

interface View {
  path: string;
  name: string;
  icon: Icon;
  view: ComponentType;
}

const load = <Name extends string>(module: () => Promise<Record<Name, ComponentType>>, name: Name) =>
  lazy(() => module().then((loaded) => ({ default: loaded[name] })));

export const views: View[] = [
  { path: "/", name: "Start", icon: IconHome, view: load(() => import("../views/start/Start"), "Start") },
  {
    path: "/configurations",
    name: "External storage",
    icon: IconCloud,
    view: load(() => import("../views/configurations/Configurations"), "Configurations"),
  },
  {
    path: "/containers",
    name: "Buckets and directories",
    icon: IconBucket,
    view: load(() => import("../views/containers/Containers"), "Containers"),
  },
  { path: "/placement", name: "Placement", icon: IconRoute, view: load(() => import("../views/placement/Placement"), "Placement") },
  { path: "/objects", name: "Objects", icon: IconFiles, view: load(() => import("../views/objects/Objects"), "Objects") },
  { path: "/safety", name: "Safety", icon: IconShield, view: load(() => import("../views/safety/Safety"), "Safety") },
  { path: "/usage", name: "Usage", icon: IconChart, view: load(() => import("../views/usage/Usage"), "Usage") },
  { path: "/users", name: "Users", icon: IconUsers, view: load(() => import("../views/users/Users"), "Users") },
];
