/** Languages as the outside sees them; how one is compiled and run is the languages package's business. */
import { z } from 'zod';

export const languageIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_+#-]{0,31}$/, 'a language id such as "python" or "cpp"');

export const languageSchema = z.strictObject({
  id: languageIdSchema,
  name: z.string(),
  /** Whether its toolchain was proven on this machine at start. */
  available: z.boolean(),
  /** The toolchain's version, when available. */
  version: z.string().optional(),
  /** Why it is not available and what to do about it. */
  remedy: z.string().optional(),
  /** File extension without the dot. */
  extension: z.string(),
  /** Monaco's language id. */
  editorMode: z.string(),
  /** What an empty editor starts with. */
  template: z.string(),
  /** The compile and run commands as shown to a person. */
  compileCommand: z.string().optional(),
  runCommand: z.string(),
  /** What runs it in a browser, where something does. `wasi`: modules of `POST /api/modules`, which this installation makes. */
  clientRuntime: z.enum(['javascript', 'python', 'wasi']).optional(),
});

export type Language = z.infer<typeof languageSchema>;
