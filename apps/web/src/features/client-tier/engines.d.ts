/** What the build made of the client tier (vite.config.ts). Absent while developing without a build. */
declare module 'virtual:engines' {
  export const engines: Record<string, { script: string; assets: Record<string, string>; byteCount: number }>;
}
