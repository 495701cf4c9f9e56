// Numbers and times, in words.
const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

export function bytesIn(size: number): string {
  let value = size;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

export const count = (number: number) => number.toLocaleString("en");
export const plural = (number: number, one: string, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

const spans: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

// "2026-05-01 10:00:00" of the server is UTC too, whether it says so or not.
export function timeOf(text: string): Date {
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`;
  return new Date(zoned.replace(" ", "T"));
}

export function ago(text: string, now = Date.now()): string {
  const seconds = Math.round((timeOf(text).getTime() - now) / 1000);
  if (Math.abs(seconds) < 10) return "just now";
  const format = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  const [unit, length] = spans.find(([, each]) => Math.abs(seconds) >= each) ?? ["second", 1];
  return format.format(Math.round(seconds / length), unit);
}

export const moment = (text: string) => timeOf(text).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });

// People say thirty days rather than a month of how long something is kept.
export function duration(seconds: number): string {
  for (const [unit, length] of spans.filter(([unit]) => unit !== "month" && unit !== "year"))
    if (seconds >= length) {
      const value = Math.round((10 * seconds) / length) / 10;
      return `${value} ${unit}${value === 1 ? "" : "s"}`;
    }
  return "no time";
}

// "begun_at" -> "Begun at"
export const label = (name: string) => {
  const words = name.replace(/[_-]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

// Where a value is kept.
export const placeIn = (configuration: string, container: string) =>
  configuration === "database" ? "the database" : `${configuration}/${container}`;

const reasons: Record<string, string> = { cleared: "deleted", unlinked: "deleted with its record" };

// Why a value is in the trash.
export const reasonOf = (reason: string) => reasons[reason] ?? reason;

// What a kind's containers are called.
export const containerWord = (kind: string) => (kind === "s3" ? "bucket" : "directory");
export const containerWords = (kind: string) => (kind === "s3" ? "buckets" : "directories");
