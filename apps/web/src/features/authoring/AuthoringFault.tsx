/** What went wrong on an author's page: a missing key can be given here, a refused package tells all of its faults. */
import { packageNoteSchema } from '@letscode/core';
import { z } from 'zod';
import { ApiError, messageOf } from '../../api/apiError.js';
import { KeyForm } from './KeyForm.js';
import { NoteList } from './NoteList.js';

const notesSchema = z.object({ notes: z.array(packageNoteSchema) });

export function AuthoringFault({ error }: { error: unknown }) {
  if (error instanceof ApiError && (error.status === 401 || error.status === 403)) return <KeyForm />;
  const notes = error instanceof ApiError ? notesSchema.safeParse(error.details).data?.notes : undefined;
  return (
    <div role="alert" className="space-y-3 rounded-md bg-bad-soft px-3 py-2">
      <p className="font-medium wrap-anywhere text-bad">{messageOf(error)}</p>
      {notes && <NoteList notes={notes} />}
    </div>
  );
}
