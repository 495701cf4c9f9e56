// How a bucket or directory fares, in words.
import type { Container } from "../../api/containers";
import type { Standing } from "../../api/safety";
import type { Tone } from "../../parts/Tag";

export const standings: Record<Standing["standing"], [Tone, string]> = {
  ours: ["good", "ours"],
  unmarked: ["note", "not marked yet"],
  foreign: ["warn", "another environment's"],
  "out-of-reach": ["bad", "out of reach"],
};

export function stateOf(one: Container, isUnreachable = false, standing?: Standing["standing"]): [Tone, string, string] {
  if (one.vanished)
    return ["bad", "vanished", "The server did not list it at the last synchronisation. Its objects cannot be read until it is back."];
  if (isUnreachable) return ["bad", "does not answer", "The server does not answer. Test the connection of its storage configuration."];
  if (standing === "foreign")
    return ["warn", "read only", "It belongs to another environment, so this one does not write there. See Safety, Environment."];
  if (standing === "out-of-reach")
    return ["bad", "out of reach", "It cannot be asked now, nor can its files be read. Test the connection of its storage configuration."];
  return ["good", "in order", "Nothing speaks against it."];
}
