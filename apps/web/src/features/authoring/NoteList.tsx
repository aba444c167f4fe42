import type { packageNoteSchema } from '@letscode/core';
import { CircleX, TriangleAlert } from 'lucide-react';
import type { z } from 'zod';
import { t } from '../../strings/t.js';

/** Findings in a package, errors first, each with its place. */
export function NoteList({ notes }: { notes: readonly z.infer<typeof packageNoteSchema>[] }) {
  const sorted = [...notes].sort((a, b) => a.severity.localeCompare(b.severity));
  return (
    <ul className="space-y-1.5">
      {sorted.map((note, index) => (
        <li key={index} className="flex items-start gap-2">
          {note.severity === 'error' ? (
            <CircleX size={16} aria-label={t('authoring.error')} className="mt-0.5 shrink-0 text-bad" />
          ) : (
            <TriangleAlert size={16} aria-label={t('authoring.warning')} className="mt-0.5 shrink-0 text-limit" />
          )}
          <span className="min-w-0 wrap-anywhere">
            <code className="font-mono text-xs">{note.where}</code> {note.message}
          </span>
        </li>
      ))}
    </ul>
  );
}
