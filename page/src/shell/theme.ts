// Colours and sizes. The colours of texts are darker (in the dark: lighter) than Mantine's own, so that every text
// has the contrast that WCAG 2.1 AA asks for.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

const field: MantineColorsTuple = [
  "#e6f7f6",
  "#cfeceb",
  "#a2d8d5",
  "#71c4c0",
  "#4ab3ae",
  "#32a8a3",
  "#20a19b",
  "#0b7a75",
  "#076b67",
  "#00554f",
];

const fonts = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', Cantarell, 'Liberation Sans', sans-serif";

// The header of a dialog is none of the page.
const dialog = {
  closeButtonProps: { "aria-label": "Close" },
  attributes: { header: { role: "presentation" } },
  styles: { title: { fontWeight: 650 } },
};

export const theme = createTheme({
  colors: { field },
  primaryColor: "field",
  primaryShade: 7,
  defaultRadius: "md",
  fontFamily: fonts,
  fontFamilyMonospace: "ui-monospace, 'Noto Sans Mono', 'DejaVu Sans Mono', monospace",
  headings: { fontFamily: fonts, fontWeight: "650" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { centered: true, ...dialog } },
    Drawer: { defaultProps: dialog },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } }, // it is no item of the menu
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Close" } } },
    Alert: { defaultProps: { variant: "light", role: "note" } },
    Tooltip: { defaultProps: { withArrow: true, multiline: true, maw: 360, openDelay: 200 } },
  },
});

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#545b62",
    "--mantine-color-placeholder": "#6b7278",
    "--mantine-color-error": "#b42318",
    "--mantine-color-anchor": "#0a6f6a",
    "--mantine-color-field-light-color": "#075a56",
    "--mantine-color-green-light-color": "#17602b",
    "--mantine-color-red-light-color": "#a01515",
    "--mantine-color-yellow-light-color": "#6d4a00",
    "--mantine-color-gray-light-color": "#3b4248",
    "--mantine-color-red-text": "#a01515",
    "--mantine-color-green-text": "#17602b",
  },
  dark: {
    "--mantine-color-dimmed": "#b3b8bd",
    "--mantine-color-placeholder": "#a3a8ad",
    "--mantine-color-error": "#ff8f85",
    "--mantine-color-anchor": "#71c4c0",
    "--mantine-color-field-light-color": "#8fd6d2",
    "--mantine-color-green-light-color": "#8ce0a0",
    "--mantine-color-red-light-color": "#ffa8a8",
    "--mantine-color-yellow-light-color": "#ffe08a",
    "--mantine-color-gray-light-color": "#ced4da",
    "--mantine-color-red-text": "#ffa8a8",
    "--mantine-color-green-text": "#8ce0a0",
  },
});
