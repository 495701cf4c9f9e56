// Users and groups: the models res.users and res.groups.
import { call } from "./models";

export interface User {
  id: number;
  login: string;
  name: string;
  active: boolean;
  groups_id: number[];
}

export interface Group {
  id: number;
  name: string;
  full_name?: string;
}

export type UserChange = Partial<Pick<User, "login" | "name" | "active">> & { groups?: number[] };

// The command (6, 0, ids) of OpenERP: exactly these.
const exactly = (ids: number[]) => [[6, 0, ids]];

const valuesOf = ({ groups, ...rest }: UserChange) => ({ ...rest, ...(groups ? { groups_id: exactly(groups) } : {}) });

export const users = () =>
  call<User[]>(
    "res.users",
    "search_read",
    [
      [
        ["active", "in", [true, false]],
        ["login", "!=", "__system__"],
      ],
    ],
    {
      fields: ["login", "name", "active", "groups_id"],
      order: "login",
    },
  );
export const groups = () => call<Group[]>("res.groups", "search_read", [[]], { fields: ["name"], order: "name" });
export const addUser = (user: UserChange) => call<number>("res.users", "create", [valuesOf(user)]);
export const changeUser = (id: number, change: UserChange) => call<boolean>("res.users", "write", [[id], valuesOf(change)]);
