import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { BrowserRouter } from "react-router-dom";
import { kept } from "./api/keep";
import { ErrorBoundary } from "./shell/ErrorBoundary";
import { Gate } from "./shell/Gate";
import { schemeManager } from "./shell/scheme";
import { theme, variables } from "./shell/theme";

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} colorSchemeManager={schemeManager} defaultColorScheme="auto">
      <ErrorBoundary>
        <QueryClientProvider client={kept}>
          <BrowserRouter basename="/admin" future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
            <ModalsProvider>
              <Notifications position="bottom-center" />
              <Gate />
            </ModalsProvider>
          </BrowserRouter>
        </QueryClientProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
