// Dark, light, or as the system says. Mantine sets this by an inline script, which the content security policy forbids.
import { localStorageColorSchemeManager } from "@mantine/core";

const key = "outfield-color-scheme";

export const schemeManager = localStorageColorSchemeManager({ key });

export function applyScheme() {
  const chosen = schemeManager.get("auto");
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const scheme = chosen === "auto" ? (dark ? "dark" : "light") : chosen;
  document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
}
