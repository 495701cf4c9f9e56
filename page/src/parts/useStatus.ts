import { useQuery } from "@tanstack/react-query";
import { status } from "../api/safety";

export const useStatus = () => useQuery({ queryKey: ["status"], queryFn: status, refetchInterval: 60_000 });
