import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/dropzone/styles.css";
import "@mantine/charts/styles.css";
import "mantine-datatable/styles.css";
import "./shell/shell.css";

import { createRoot } from "react-dom/client";
import { App } from "./App";
import { applyScheme } from "./shell/scheme";

applyScheme();
createRoot(document.getElementById("root")!).render(<App />);
