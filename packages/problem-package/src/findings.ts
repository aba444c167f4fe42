/**
 * What is found while a package is read. The reader goes on after a fault where
 * it can, so that an author sees all of them at once; whoever wants to judge the
 * package looks at the errors first.
 */
import { LetscodeError } from '@letscode/core';
import type { PackageNote } from './contract.js';

/** Most notes that are kept; a package with more has one cause for most of them. */
const MAX_NOTES = 1000;

export class Findings {
  readonly notes: PackageNote[] = [];

  /** It keeps the package from being judged. */
  error(where: string, message: string): void {
    this.add({ severity: 'error', where, message });
  }

  /** It does no harm, but the author should know. */
  warn(where: string, message: string): void {
    this.add({ severity: 'warning', where, message });
  }

  /** Runs a part of the reader. A fault of the package in it becomes an error, and the answer `fallback`. */
  attempt<T>(part: () => T, fallback: T): T {
    try {
      return part();
    } catch (error) {
      if (!(error instanceof LetscodeError) || error.code !== 'bad_package') throw error;
      this.addFault(error);
      return fallback;
    }
  }

  addFault(fault: LetscodeError): void {
    const where = String(fault.details?.where ?? '.');
    const message = fault.message.startsWith(`${where}: `) ? fault.message.slice(where.length + 2) : fault.message;
    this.error(where, message);
  }

  get firstError(): PackageNote | undefined {
    return this.notes.find((note) => note.severity === 'error');
  }

  private add(note: PackageNote): void {
    const isKnown = this.notes.some(({ where, message }) => where === note.where && message === note.message);
    if (this.notes.length < MAX_NOTES && !isKnown) this.notes.push(note);
  }
}
