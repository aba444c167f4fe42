/**
 * A language: one YAML file says how its programs are named, compiled, run and
 * confined. Adding a language is adding a file under definitions/.
 *
 * Commands are argument lists with placeholders, never shell text:
 *   {source}  the main source file in the box      {sources}  the folder that holds it (read-only)
 *   {out}     /work while compiling                {app}      the artifact's folder while running (read-only)
 *   {main}    the main class or module             {memoryMiB} the memory limit
 */
export interface LanguageDefinition {
  id: string;
  name: string;
  extension: string;
  /** Further extensions by which a file of this language is known. */
  otherExtensions: string[];
  editorMode: string;
  template: string;
  /** The toolchain's programs; `command` holds the resolved absolute path once probed. */
  compile?: CommandDefinition;
  run: CommandDefinition;
  /** Prints the version; its first line is shown. */
  version: string[];
  /** Prints `ok` followed by its input; proves the toolchain. */
  proof: { code: string; input: string; output: string };
  /** What to install when the toolchain is missing, e.g. `apt-get install g++`. */
  remedy: string;
}

export interface CommandDefinition {
  argv: string[];
  env: Record<string, string>;
  /** seccomp profile. */
  profile: string;
  /** Host folders and files that the box's read-only root needs. */
  root: string[];
  /** Files that come with the language (runners), host path → name under the mount they are put in. */
  support: { hostPath: string; name: string }[];
  /** Multiplies the problem's time and adds to its memory limit. */
  limits: { timeFactor: number; extraMemoryBytes: number; processCount?: number };
}
