// Whose each bucket and directory is. Each store is asked, so this is not news of every change, as what they hold is.
import { useQuery } from "@tanstack/react-query";
import type { Container } from "../../api/containers";
import { environment } from "../../api/safety";

export const useEnvironment = () => useQuery({ queryKey: ["environment"], queryFn: environment, staleTime: 60_000 });

// Until they have answered, nothing is said.
export function useStandings() {
  const { data } = useEnvironment();
  return (one: Container) =>
    data?.containers.find((other) => other.configuration === one.configuration && other.container === one.name)?.standing;
}
