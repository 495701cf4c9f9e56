// Where the values of every binary field go, and why.
import { get, route } from "./http";
import type { Items } from "./pages";

export interface Module {
  name: string;
  label?: string;
  models: string[];
}

export interface PlacedValues {
  configuration: string;
  container: string;
  objects: number;
  bytes: number;
}

export interface Placement {
  module: string;
  model: string;
  field: string;
  label: string;
  store: string;
  configuration: string | null;
  container: string | null;
  reasons: string[];
  missing: string | null; // what a write would lack
  values: PlacedValues[];
}

export const modules = () => get<Items<Module>>(route("modules"));
export const placement = () => get<Items<Placement>>(route("placement"));
