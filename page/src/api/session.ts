// Who is logged in.
import { get, post, route, setCsrf } from "./http";

export interface Me {
  login: string;
  name: string;
  user: number;
  is_administrator: boolean;
  has_password: boolean;
  csrf: string;
  server: { version: string; database: string };
}

const remember = (me: Me) => {
  setCsrf(me.csrf);
  return me;
};

export const me = () => get<Me>(route("me")).then(remember);
export const logIn = (login: string, password: string) => post<Me>(route("login"), { login, password }).then(remember);
export const logOut = () => post<void>(route("logout"));
export const changePassword = (old: string, next: string) => post<void>(route("me", "password"), { old, new: next });
