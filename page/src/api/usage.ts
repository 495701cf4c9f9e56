// How much is kept, day by day, and what the stores were asked.
import { get, route } from "./http";
import type { Items } from "./pages";

export interface Series {
  configuration: string;
  container: string;
  module: string;
  objects: number[];
  bytes: number[];
}

export interface Usage {
  days: string[];
  series: Series[];
}

export interface Operations {
  configuration: string;
  operations: { operation: string; outcome: string; count: number }[];
  bytes_in: number;
  bytes_out: number;
}

export const usage = (from?: string, to?: string) => get<Usage>(route("usage"), { from, to });
export const operations = () => get<Items<Operations>>(route("operations"));
