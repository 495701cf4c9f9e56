import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { objects } from "../../api/objects";
import { asked, type Filter } from "./filter";

const atOnce = 100;

export const useObjects = (filter: Filter) =>
  useInfiniteQuery({
    queryKey: ["objects", filter],
    queryFn: ({ pageParam, signal }) => objects({ ...asked(filter), limit: atOnce, ...(pageParam ? { after: pageParam } : {}) }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
