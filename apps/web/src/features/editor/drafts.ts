/**
 * Drafts: what someone typed, kept in this browser from the first keystroke on,
 * one for each user × problem × language, so that no draft shows up where it
 * does not belong. The template itself is no draft.
 */
import { readText, removeText, writeText } from '../../settings/storage.js';

export interface DraftPlace {
  userId: string;
  problemId: string;
  language: string;
}

/** Parts are encoded, so that no two places share a key whatever characters their names hold. */
export function draftKey({ userId, problemId, language }: DraftPlace): string {
  return keyOf('draft', userId, problemId, language);
}

/** The key of what is kept for one user and problem, such as own tests. */
export function problemKey(kind: 'tests' | 'language' | 'submission', userId: string, problemId: string): string {
  return keyOf(kind, userId, problemId);
}

function keyOf(...parts: string[]): string {
  return ['letscode', ...parts.map((part) => encodeURIComponent(part).replaceAll('.', '%2E'))].join('.');
}

export function readDraft(place: DraftPlace): string | undefined {
  return readText(draftKey(place));
}

/** @returns whether the code is safe; @param template what needs no keeping */
export function keepDraft(place: DraftPlace, code: string, template: string): boolean {
  if (code !== template) return writeText(draftKey(place), code);
  removeText(draftKey(place));
  return true;
}
