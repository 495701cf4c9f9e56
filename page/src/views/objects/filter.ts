// What the list shows: kept in the address, so that it can be gone back to and passed on.
import { useMemo } from "react";
import { useSearchParams } from "react-router-dom";
import type { ObjectQuery } from "../../api/objects";

const numbers = ["container", "record", "min_size", "max_size"] as const;
const texts = ["model", "search", "from", "to", "sort", "state"] as const;

export type Filter = Omit<ObjectQuery, "after" | "limit">;

export function useFilter(): [Filter, (change: Filter) => void] {
  const [query, setQuery] = useSearchParams();
  const filter = useMemo(() => {
    const found: Record<string, string | number> = {};
    for (const name of numbers) if (query.get(name)) found[name] = Number(query.get(name));
    for (const name of texts) if (query.get(name)) found[name] = query.get(name)!;
    return found as Filter;
  }, [query]);
  const change = (next: Filter) =>
    setQuery(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(next))
          if (value === undefined || value === null || value === "") after.delete(name);
          else after.set(name, String(value));
        return after;
      },
      { replace: true },
    );
  return [filter, change];
}

// The server takes times; a day "to" which one wants things includes that day.
export const asked = ({ from, to, ...rest }: Filter): ObjectQuery => ({
  ...rest,
  ...(from ? { from: `${from}T00:00:00Z` } : {}),
  ...(to ? { to: `${to}T23:59:59Z` } : {}),
});

export const isFiltered = ({ container: _container, sort: _sort, ...rest }: Filter) => Object.keys(rest).length > 0;
