/**
 * A statement as Markdown with TeX between dollars, whatever it was written in: what a problem's page shows.
 *
 * Still a stranger's text: whoever shows it sanitises it. Pictures are files beside the statement.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { LetscodeError } from '@letscode/core';
import { withConstants } from '../constants.js';
import type { PackageFile, PackageNote, Statement } from '../contract.js';
import { PackageFolder } from '../package-folder.js';
import { latexToMarkdown } from './latex-to-markdown.js';
import { MAX_STATEMENT_BYTES, statementText } from './statement-text.js';

export interface MarkdownStatement {
  markdown: string;
  /** The pictures in it; `name` is as in the Markdown. */
  images: PackageFile[];
  /** What could not be shown, for the author; `where` is the statement's name with a line. */
  notes: PackageNote[];
}

export interface StatementOptions {
  constants?: Readonly<Record<string, string>>;
  /** Whether places for samples stay, as `{{nextsample}}` and `{{remainingsamples}}` on lines of their own. */
  keepsSamplePlaces?: boolean;
}

const EXTENSIONS = ['', '.png', '.jpg', '.jpeg', '.svg', '.gif', '.webp', '.pdf'];
const SAMPLE_PLACES = /^[ \t]*\{\{(?:nextsample|remainingsamples)\}\}[ \t]*$/gm;

/** @throws LetscodeError `bad_package` when the file is too long to be a statement */
export function statementAsMarkdown(statement: Statement, options: StatementOptions = {}): MarkdownStatement {
  const folder = dirname(statement.hostPath);
  const where = `${basename(folder)}/${basename(statement.hostPath)}`;
  if (statSync(statement.hostPath).size > MAX_STATEMENT_BYTES)
    throw new LetscodeError('bad_package', `${where}: is longer than ${MAX_STATEMENT_BYTES} bytes`, {
      details: { where },
    });
  const { text } = statementText(readFileSync(statement.hostPath));
  const pictures = picturesIn(folder);
  const { constants = {} } = options;
  if (statement.format === 'markdown') {
    const filled = withConstants(text, constants);
    const markdown = options.keepsSamplePlaces ? filled : filled.replace(SAMPLE_PLACES, '');
    return { markdown, ...imagesOfMarkdown(markdown, pictures, where) };
  }
  const unknown = new Set<string>();
  const markdown = latexToMarkdown(text, {
    ...{ constants, unknown, footnotes: [], depth: 0 },
    missingPictures: new Set(),
    pictureOf: (name) => pictures.nameOf(name),
    samplePlace: (name) => (options.keepsSamplePlaces ? `{{${name}}}` : ''),
  });
  const { images, notes } = imagesOfMarkdown(markdown, pictures, where);
  const strange = [...unknown].map((name): PackageNote => {
    const line = text.slice(0, Math.max(0, text.indexOf(name))).split('\n').length;
    return {
      severity: 'warning',
      where: `${where}:${line}`,
      message: `${name} has no meaning here; it is shown as text`,
    };
  });
  return { markdown, images, notes: [...notes, ...strange.slice(0, 100)] };
}

interface Pictures {
  /** The file's path below the statement's folder, or undefined when there is none. */
  nameOf(name: string): string | undefined;
  hostPathOf(name: string): string;
}

function picturesIn(hostPath: string): Pictures {
  const folder = new PackageFolder(hostPath);
  return {
    hostPathOf: (name) => join(hostPath, name),
    nameOf: (name) => {
      const path = posix.normalize(name.replace(/^"|"$/g, '').trim());
      if (path === '.' || path.length > 500 || path.startsWith('/') || path.startsWith('..')) return undefined;
      const found = EXTENSIONS.map((extension) => path + extension).find((each) => isFile(folder, each));
      return found;
    },
  };
}

function isFile(folder: PackageFolder, path: string): boolean {
  try {
    return existsSync(join(folder.hostPath, path)) && folder.find(path)?.isFolder === false;
  } catch {
    return false; // A link that leads out, or a name that no file has.
  }
}

/** The pictures and files that Markdown names, and those of them that are not there. */
function imagesOfMarkdown(
  markdown: string,
  pictures: Pictures,
  where: string,
): Pick<MarkdownStatement, 'images' | 'notes'> {
  const images = new Map<string, PackageFile>();
  const notes: PackageNote[] = [];
  const references =
    /(!?)\[[^\]\n]{0,300}\]\((?:<([^<>\n]{1,500})>|([^\s()]{1,500}))[^()\n]{0,200}\)|<img[^>\n]{0,300}\ssrc="([^"\n]{1,500})"/g;
  for (const match of markdown.matchAll(references)) {
    const [, mark, bracketed, bare, source] = match;
    const name = decoded(bracketed ?? bare ?? source ?? '');
    if (/^(?:[a-z][a-z0-9+.-]*:|#|\/)/i.test(name) || images.has(name)) continue;
    const file = pictures.nameOf(name);
    if (file !== undefined) images.set(name, { name, hostPath: pictures.hostPathOf(file) });
    else if (mark === '!' || source !== undefined)
      notes.push({
        severity: 'warning',
        where,
        message: `the picture "${name}" is not there; add it beside the statement`,
      });
  }
  return { images: [...images.values()], notes: notes.slice(0, 100) };
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
