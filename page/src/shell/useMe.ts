import { useQuery } from "@tanstack/react-query";
import { Problem } from "../api/problem";
import { me, type Me } from "../api/session";

// Null: nobody is logged in.
const meOrNobody = () =>
  me().catch((error: unknown) => {
    if (error instanceof Problem && error.isLoggedOut) return null;
    throw error;
  });

export const useMe = () => useQuery<Me | null>({ queryKey: ["me"], queryFn: meOrNobody, staleTime: 60_000 });
