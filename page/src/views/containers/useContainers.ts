import { useQuery } from "@tanstack/react-query";
import { type Container, containers } from "../../api/containers";
import { modules } from "../../api/placement";

export const isDatabase = ({ kind }: { kind: string }) => kind === "database";

const outside = ({ items }: { items: Container[] }) => ({ items: items.filter((one) => !isDatabase(one)) });

// Buckets and directories.
export const useContainers = () => useQuery({ queryKey: ["containers"], queryFn: containers, select: outside });

// The database, too: it keeps the values of fields that name no store.
export const usePlaces = () => useQuery({ queryKey: ["containers"], queryFn: containers });

export const useModules = () => useQuery({ queryKey: ["modules"], queryFn: modules, staleTime: 60_000 });

export const placeOf = ({ configuration, name, kind }: Pick<Container, "configuration" | "name" | "kind">) =>
  kind === "database" ? "the database" : `${configuration}/${name}`;
