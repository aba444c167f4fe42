export interface BundledEngine {
  /** The name of the worker's script in `files`. */
  script: string;
  /** The name in `files` of each further file, by the name under which the engine gets it. */
  assets: Record<string, string>;
  byteCount: number;
}

export function bundleEngines(): Promise<{
  frameHtml: string;
  framePolicy: string;
  files: Record<string, string | Uint8Array>;
  engines: Record<string, BundledEngine>;
}>;
