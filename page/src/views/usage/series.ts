// From the server's samples to lines of a chart.
import type { Series, Usage } from "../../api/usage";
import { placeIn } from "../../parts/words";

export type By = "container" | "module";
export type What = "bytes" | "objects";
export type Point = Record<string, number | string>;

export interface Lines {
  points: Point[]; // one a day: day, and a number for each name
  names: string[]; // the largest first; the small ones together as "others"
}

const most = 6;
const others = "others";

const nameOf = (one: Series, by: By) => (by === "module" ? one.module || "without a module" : placeIn(one.configuration, one.container));

function sums({ days, series }: Usage, by: By, what: What): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const one of series) {
    const name = nameOf(one, by);
    const sum = found.get(name) ?? days.map(() => 0);
    found.set(
      name,
      sum.map((value, day) => value + (one[what][day] ?? 0)),
    );
  }
  return found;
}

export function linesOf(usage: Usage, by: By, what: What): Lines {
  const found = sums(usage, by, what);
  const ranked = [...found.keys()].sort((a, b) => (found.get(b)?.at(-1) ?? 0) - (found.get(a)?.at(-1) ?? 0));
  const [large, small] = ranked.length > most + 1 ? [ranked.slice(0, most), ranked.slice(most)] : [ranked, []];
  const points = usage.days.map((day, at): Point => {
    const point: Point = { day };
    for (const name of large) point[name] = found.get(name)?.[at] ?? 0;
    if (small.length > 0) point[others] = small.reduce((sum, name) => sum + (found.get(name)?.[at] ?? 0), 0);
    return point;
  });
  return { points, names: small.length > 0 ? [...large, others] : large };
}

export function growthOf(usage: Usage, what: What): { now: number; grown: number } {
  const total = (at: number) => usage.series.reduce((sum, one) => sum + (one[what].at(at) ?? 0), 0);
  return { now: total(-1), grown: total(-1) - total(0) };
}
