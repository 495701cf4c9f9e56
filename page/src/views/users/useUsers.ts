import { useQuery } from "@tanstack/react-query";
import { groups, users } from "../../api/users";

export const useUsers = () => useQuery({ queryKey: ["users"], queryFn: users });
export const useGroups = () => useQuery({ queryKey: ["groups"], queryFn: groups });
