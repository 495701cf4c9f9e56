import { IconFile } from "../../parts/icons";
import classes from "./FileSign.module.css";

const hues: [RegExp, string][] = [
  [/^image\//, "picture"],
  [/pdf$/, "pdf"],
  [/^text\/|json|xml|toml|yaml/, "text"],
  [/^(audio|video)\//, "sound"],
  [/zip|tar|gzip|7z|rar/, "archive"],
];

export function FileSign({ type }: { type: string }) {
  const hue = hues.find(([pattern]) => pattern.test(type))?.[1] ?? "other";
  return <IconFile size={22} stroke={1.6} aria-hidden className={classes[hue]} style={{ flexShrink: 0 }} />;
}
