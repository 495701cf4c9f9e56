import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv } from "vite";

const proxied = ["/api", "/web", "/uploads"];

export default defineConfig(({ mode }) => {
  // `npm run dev` shows the page with the data of this server.
  const { OUTFIELD_SERVER = "http://127.0.0.1:8069" } = loadEnv(mode, ".", "OUTFIELD_");
  return {
    base: "/admin/",
    plugins: [react()],
    build: {
      target: "es2022",
      assetsInlineLimit: 0, // the content security policy allows data: for pictures alone
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 900,
    },
    server: { proxy: Object.fromEntries(proxied.map((path) => [path, OUTFIELD_SERVER])) },
  };
});
