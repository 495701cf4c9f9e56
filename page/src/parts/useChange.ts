import { useMutation } from "@tanstack/react-query";
import { type Kept, stale } from "../api/keep";
import { tell, tellFault } from "./notify";

interface How<Given, Answer> {
  stale: Kept[]; // what is asked for anew, besides the audit log
  done?: (answer: Answer, given: Given) => string | null; // what to tell; null: nothing
  then?: (answer: Answer, given: Given) => void;
  fault?: string; // the title of what is told when it fails; "": the caller shows it
}

// A change on the server, with what follows from it here.
export function useChange<Given, Answer>(change: (given: Given) => Promise<Answer>, how: How<Given, Answer>) {
  return useMutation({
    mutationFn: change,
    onSuccess: (answer, given) => {
      void stale("audit", ...how.stale);
      const words = how.done?.(answer, given);
      if (words) tell(words);
      how.then?.(answer, given);
    },
    onError: (error) => {
      if (how.fault !== "") tellFault(error, how.fault);
    },
  });
}
