// The server under test, its clients from build/clients, and a value that shows every byte.
import { createRequire } from 'node:module';

const given = process.env;
export const url = given.OUTFIELD_URL;
export const port = Number(given.OUTFIELD_PORT);
export const db = given.OUTFIELD_DATABASE;
export const username = given.OUTFIELD_LOGIN;
export const password = given.OUTFIELD_PASSWORD;
export const apiKey = given.OUTFIELD_API_KEY;
export const admin = 2;
export const nobody = 999999;

export const library = createRequire(given.OUTFIELD_CLIENTS + '/');

export const content = Buffer.from({ length: 1_000_003 }, 0).map((_, place) => 7 * place + (place >> 8));
export const base64 = content.toString('base64');
