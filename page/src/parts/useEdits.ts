import { useState } from "react";

export interface Edits<Values> {
  values: Values; // as the form shows them
  changes: Partial<Values>; // those that were touched here; no others are sent
  isOvertaken: (name: keyof Values) => boolean; // touched here, and meanwhile changed by somebody else
  set: <Name extends keyof Values>(name: Name, value: Values[Name]) => void;
  saved: (sent: Partial<Values>) => void;
  undo: () => void;
}

// `seen` is what the server had when the field was first touched.
type Touched<Values> = ReadonlyMap<keyof Values, { mine: Values[keyof Values]; seen: Values[keyof Values] }>;

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function without<Values>(touched: Touched<Values>, settled: Partial<Values>): Touched<Values> {
  return new Map([...touched].filter(([name, { mine }]) => !(name in (settled as object) && same(mine, settled[name]))));
}

// A form's changes of what the server has `now`, which others may change while it is open: untouched fields follow.
export function useEdits<Values extends object>(now: Values): Edits<Values> {
  const [all, setAll] = useState<Touched<Values>>(new Map());
  const touched = without(all, now);
  if (touched.size < all.size) setAll(touched);
  const changes = Object.fromEntries([...touched].map(([name, { mine }]) => [name, mine])) as Partial<Values>;
  const seenOf = (name: keyof Values, before: Touched<Values>) => before.get(name)?.seen ?? now[name];
  return {
    values: { ...now, ...changes },
    changes,
    isOvertaken: (name) => touched.has(name) && !same(seenOf(name, touched), now[name]),
    set: (name, mine) => setAll((before) => new Map(before).set(name, { mine, seen: seenOf(name, before) })),
    saved: (sent) => setAll((before) => without(before, sent)),
    undo: () => setAll(new Map()),
  };
}
