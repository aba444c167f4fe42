/**
 * A package's statements and the title in each language.
 *
 *     statement/ or problem_statement/    problem.LANGUAGE.md, .tex; problem.tex is English
 *     problem.pdf, problem.html           DOMjudge's, beside problem.yaml
 *
 * A statement that is no text is given to users as an attachment.
 */
import type { PackageFile, Statement } from './contract.js';
import type { Findings } from './findings.js';
import type { PackageEntry, PackageFolder } from './package-folder.js';
import { titleOfLatex } from './statement/latex-title.js';
import { MAX_STATEMENT_BYTES, statementText } from './statement/statement-text.js';

const FOLDERS = ['statement', 'problem_statement'];
const NAME = /^problem(?:\.([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?))?\.(md|tex|pdf|html|txt)$/;

const DOCUMENTS = ['problem.pdf', 'problem.html', 'problem.txt'];

export interface StatementFiles {
  statements: Statement[];
  /** Statements as PDF and the like. */
  documents: PackageFile[];
  /** By language, where a statement names one. */
  titles: Record<string, string>;
}

export function readStatements(folder: PackageFolder, findings: Findings): StatementFiles {
  const found: StatementFiles = { statements: [], documents: [], titles: {} };
  for (const entry of FOLDERS.flatMap((name) => folder.list(name))) {
    const match = NAME.exec(entry.name);
    if (!match || entry.isFolder) continue;
    if (match[2] === 'md' || match[2] === 'tex') addStatement(found, entry, match[1] ?? 'en', findings);
    else found.documents.push({ name: entry.name, hostPath: entry.hostPath });
  }
  for (const name of DOCUMENTS) {
    try {
      const entry = folder.find(name);
      if (entry && !entry.isFolder) found.documents.push({ name, hostPath: entry.hostPath });
    } catch (fault) {
      // Others than DOMjudge have no use for it, and a link out of the package is made by its tools.
      findings.warn(name, `is left out: ${(fault as Error).message.replace(`${name}: `, '')}`);
    }
  }
  return found;

  function addStatement(files: StatementFiles, entry: PackageEntry, language: string, into: Findings): void {
    const format = entry.name.endsWith('.md') ? 'markdown' : 'latex';
    const twin = files.statements.find((each) => each.language === language);
    if (twin) into.warn(entry.path, `is a second statement in the language "${language}"; the other one is shown`);
    else files.statements.push({ language, format, hostPath: entry.hostPath });
    const bytes = into.attempt(() => folder.readBytes(entry, MAX_STATEMENT_BYTES), Buffer.alloc(0));
    const { text, isUtf8 } = statementText(bytes);
    if (!isUtf8) into.warn(entry.path, 'is not valid UTF-8 and read as Windows-1252; save it as UTF-8');
    const title = format === 'latex' ? titleOfLatex(text) : /^#[ \t]+(.{1,200})$/m.exec(text)?.[1]?.trim();
    if (title && !Object.hasOwn(files.titles, language)) Object.assign(files.titles, { [language]: title });
  }
}
