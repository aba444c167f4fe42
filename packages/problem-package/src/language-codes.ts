/**
 * Language codes of the package formats (appendix "Languages" of the specification) and the
 * short ones of DOMjudge, as ids of ours. Codes that are not here are the same word with us.
 */
const IDS: Record<string, string> = {
  cgmp: 'c',
  cppgmp: 'cpp',
  'c++': 'cpp',
  py: 'python',
  py3: 'python',
  python3: 'python',
  python3numpy: 'python',
  py2: 'python2',
  javaalgs4: 'java',
  js: 'javascript',
  kt: 'kotlin',
  rs: 'rust',
  rb: 'ruby',
  hs: 'haskell',
  cs: 'csharp',
  pas: 'pascal',
  sh: 'bash',
};

export function languageOfCode(code: string): string {
  const known = code.trim().toLowerCase();
  return Object.hasOwn(IDS, known) ? (IDS[known] as string) : known;
}
