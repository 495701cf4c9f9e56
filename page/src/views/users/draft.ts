// What stands in the form of a user, and what of it is a change.
import type { Group, User, UserChange } from "../../api/users";
import { passwordFault } from "./password";

export interface Fields {
  login: string;
  name: string;
  active: boolean;
  groups: string[]; // numbers, as a list of choices wants them
  password: string; // the server never tells it
}

// What nearly every user is.
const ordinary = (groups: Group[]) => groups.filter(({ name }) => name === "Internal user").map(({ id }) => id);

export const fieldsOf = (user: User | null, groups: Group[]): Fields => ({
  login: user?.login ?? "",
  name: user?.name ?? "",
  active: user?.active ?? true,
  groups: (user?.groups_id ?? ordinary(groups)).map(String),
  password: "",
});

export function changeOf({ login, name, active, groups }: Partial<Fields>): UserChange {
  const change: UserChange = {};
  if (login !== undefined) change.login = login.trim();
  if (name !== undefined) change.name = name.trim();
  if (active !== undefined) change.active = active;
  if (groups !== undefined) change.groups = groups.map(Number);
  return change;
}

export const faultsOf = ({ login, name, password }: Fields, isNew: boolean) => ({
  login: login.trim() ? null : "A login is needed",
  name: name.trim() ? null : "A name is needed",
  password: password || isNew ? passwordFault(password) : null,
});
