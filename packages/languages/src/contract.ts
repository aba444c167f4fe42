/**
 * A language: one YAML file says how its programs are named, compiled, run and
 * confined. Adding a language is adding a file under definitions/.
 *
 * Commands are argument lists with placeholders, never shell text:
 *   {source}  the source files in the box, one argument each    {sources}  the folder that holds them (read-only)
 *   {out}     /work while compiling                             {app}      the artifact's folder while running (read-only)
 *   {main}    the main class or file                            {memoryMiB} the problem's memory limit, without extras
 *   {support} the folder of the support files
 *   {start}    the folder of the starters (../native/start.h; read-only), in `ahead` only
 *   {prepared} what was prepared for the toolchain (read-only); a word that names it is left out while there is nothing
 * In a definition as loaded, {name} also stands for a program of the toolchain and {name.home} for its folder;
 * resolving a definition (resolve-language.ts) replaces those, and the root's patterns, by real paths.
 */
export interface LanguageDefinition {
  id: string;
  name: string;
  extension: string;
  /** Further extensions by which a file of this language is known. */
  otherExtensions: string[];
  /** Extensions of another language whose files are this one's when they hold the pattern (multi-line, Unicode). */
  claims: { extension: string; pattern: string }[];
  /** Another toolchain for the language of this id: `extension` is that one's, and no file is taken for this one by it. */
  variantOf?: string;
  /** Runs most programs of that language id in less time; authors who write `.py` may have had this one in mind. */
  fasterThan?: string;
  /** What problem packages call it; the id itself need not be named. */
  aliases: string[];
  editorMode: string;
  template: string;
  /** Languages whose main class must be named to run find it in the source (main-class.ts); others begin in a file. */
  naming?: 'java' | 'kotlin' | 'scala';
  /** Marks the main one of several files (multi-line, Unicode), where no name does (source-names.ts). */
  mainPattern?: string;
  /** The toolchain's programs by the name under which commands refer to them. */
  programs?: Record<string, ProgramDefinition>;
  compile?: CompileDefinition;
  run: CommandDefinition;
  /** What is made once for a toolchain so that its commands start quicker; made by judge's prepare-toolchain.ts. */
  prepare?: PreparationDefinition;
  /** Host folder of what was prepared; absent when there is nothing. */
  hostPreparedPath?: string;
  /** Host folder of the starters; without it nothing is started ahead. */
  hostStartPath?: string;
  /** Prints the version; its first line is shown. */
  version: string[];
  /** Shown before the version where the program prints a bare number. */
  versionPrefix?: string;
  /** Prints `ok` followed by its input; proves the toolchain. */
  proof: { code: string; input: string; output: string };
  /** What to install when the toolchain is missing, e.g. `apt-get install g++`. */
  remedy: string;
  /** Words on standard error by which a runtime reports that the memory limit stopped it. */
  memorySigns?: string[];
  /**
   * The same language by the toolchain that makes WebAssembly modules (WASI preview 1) for the browser: a definition of
   * its own with the id `<id>-wasm`, resolved and prepared like any other. Its `run` is empty: no module is ever run here.
   */
  wasm?: LanguageDefinition;
}

/** How a program of a toolchain is found. The first of `names` that is a real program, no script, is taken. */
export interface ProgramDefinition {
  /** Absolute paths, names looked up on the search path, or `{thisNode}`: the Node.js that runs us. */
  names: string[];
  /** A file of an npm package of ours: `package:path below node_modules`. */
  npm?: string;
  /** The program's home is so many folders above its real path (`bin/javac`: 2). */
  homeAbove?: number;
  /** A file below the home without which it is another's; with it the program may be a script. */
  homeHolds?: string;
  /** Arguments with which the program prints its home folder. */
  askHome?: string[];
  /** The program's path within its home. */
  inHome?: string;
  /** In the same folder as the named program. */
  besides?: string;
  /** What {name.home} means where the home is the whole system (/usr): these paths instead. */
  systemFiles?: string[];
}

/** Runs in the sandbox, on files of ours alone; no submission ever writes to what comes out. */
export interface PreparationDefinition {
  /** In this order; the files that a step leaves in {out} are kept, and later steps see them as {prepared}. */
  steps: PreparationStep[];
  /** Host files beside the toolchain's programs that the result depends on, as in `root`: their size and time count. */
  inputs: string[];
  /** Set by resolving: changes when the toolchain, an input or the definition does. */
  fingerprint?: string;
}

/** A command with the root, the profile, the environment and the limits of the one that it is `like`. */
export type PreparationStep = CommandDefinition & {
  like: 'compile' | 'run';
  /** The folder below {prepared} in which the step's files are kept; {prepared} itself when absent. */
  into?: string;
};

/** The command as it is, with what makes its interpreter stop before it looks at the user's files. */
interface AheadDefinition {
  /** Arguments that come right after the program. */
  options: string[];
  /** Further variables; the starter hides them from the program. */
  env: Record<string, string>;
  /** `forked` where the interpreter bears being copied: it has one thread, and its starter knows of it. */
  how: 'started' | 'forked';
}

interface CompileDefinition extends CommandDefinition {
  /** `files`: what it writes to {out} is the program. `sources`: it only checks, and the program runs from its sources. */
  leaves: 'files' | 'sources';
  /**
   * What messages look like that aren't in the form `file:line:column: error: message`; groups of these names (`kind` for
   * `error`, `column` and `message` if there), multi-line, Unicode.
   */
  places: string[];
  /** Lines of messages that tell the author nothing. */
  noise: string[];
}

export interface CommandDefinition {
  argv: string[];
  env: Record<string, string>;
  /**
   * seccomp profile: `<profile>.json` and `<profile>-compile.json` of packages/sandbox/profiles. Without a file of its own a
   * language takes `default` and `compile`, or names the one of a language that needs the same.
   */
  profile: string;
  /** Host folders and files that the box's read-only root needs. In YAML `*` matches names; a last `?` means "if there". */
  root: string[];
  /** Files that come with the language (runners), host path → name under the mount they are put in. */
  support: { hostPath: string; name: string }[];
  /** How the interpreter is started ahead of its runs, where it can be. */
  ahead?: AheadDefinition;
  /** Multiplies the problem's time and adds to its memory limit. */
  limits: { timeFactor: number; extraMemoryBytes: number; processCount?: number };
}
