import { useQuery } from "@tanstack/react-query";
import { type Configuration, configurations, kinds } from "../../api/configurations";

// The database has one of its own, which nobody sets.
const outside = ({ items }: { items: Configuration[] }) => ({ items: items.filter(({ kind }) => kind !== "database") });

export const useConfigurations = () => useQuery({ queryKey: ["configurations"], queryFn: configurations, select: outside });
export const useKinds = () => useQuery({ queryKey: ["kinds"], queryFn: kinds, staleTime: Infinity });
