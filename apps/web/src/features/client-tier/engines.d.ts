/** What the build made of the client tier (vite.config.ts). Absent while developing without a build. */
declare module 'virtual:engines' {
  /** The page in which programs run, by a name that changes with it. */
  export const frameUrl: string;
  export const engines: Record<string, { script: string; assets: Record<string, string>; byteCount: number }>;
}
