// Buckets and directories.
import { get, patch, post, remove, route } from "./http";
import type { Items } from "./pages";

export interface Container {
  id: number;
  configuration: string;
  kind: string;
  name: string;
  key_prefix: string;
  retention: number; // seconds
  presigned: boolean;
  vanished: boolean;
  origin: string;
  modules: string[];
  live: number;
  live_bytes: number;
  condemned: number;
  condemned_bytes: number;
  reserved: number;
}

export interface ContainerChange {
  key_prefix?: string;
  retention?: number;
  presigned?: boolean;
  modules?: string[];
}

export interface NewContainer extends ContainerChange {
  configuration: string;
  name: string;
  how: "create" | "enter";
}

export interface ModuleUsage {
  module: string;
  objects: number;
  bytes: number;
}

export const containers = () => get<Items<Container>>(route("containers"));
export const addContainer = (one: NewContainer) => post<Container>(route("containers"), one);
export const changeContainer = (id: number, change: ContainerChange) => patch<Container>(route("containers", id), change);
export const forgetContainer = (id: number) => remove(route("containers", id));
export const containerUsage = (id: number) => get<{ modules: ModuleUsage[] }>(route("containers", id, "usage"));
export const checkName = (kind: string, name: string, signal?: AbortSignal) =>
  get<{ valid: boolean; words: string }>(route("container-name"), { kind, name }, signal);
