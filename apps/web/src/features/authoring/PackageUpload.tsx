/** Takes a package as a zip, by choosing it or by dropping it, and says what became of it. */
import type { ImportResponse } from '@letscode/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PackageOpen } from 'lucide-react';
import { DropZone, FileTrigger } from 'react-aria-components';
import { Link } from 'react-router';
import { announce } from '../../live/announce.js';
import { t } from '../../strings/t.js';
import { Button } from '../../ui/Button.js';
import { AuthoringFault } from './AuthoringFault.js';
import { NoteList } from './NoteList.js';
import { postPackage } from './requests.js';

export function PackageUpload() {
  const queryClient = useQueryClient();
  const upload = useMutation({
    mutationFn: postPackage,
    onSuccess: ({ problemId }) => {
      announce(t('authoring.imported', { id: problemId }));
      void queryClient.invalidateQueries({ queryKey: ['problems'] });
      void queryClient.invalidateQueries({ queryKey: ['packageCheck', problemId] });
    },
  });
  const take = (file: File | null | undefined) => file && upload.mutate(file);
  return (
    <section aria-label={t('authoring.upload')} className="space-y-3">
      <DropZone
        className="card flex flex-col items-center gap-2 border-dashed px-4 py-8 text-center data-drop-target:border-accent data-drop-target:bg-sunken"
        onDrop={async ({ items }) => {
          const dropped = items.find((item) => item.kind === 'file');
          take(await dropped?.getFile());
        }}
      >
        <PackageOpen size={26} aria-hidden className="text-ink-faint" />
        <p>{t('authoring.upload.body')}</p>
        <FileTrigger acceptedFileTypes={['.zip', 'application/zip']} onSelect={(files) => take(files?.[0])}>
          <Button variant="primary" isDisabled={upload.isPending}>
            {upload.isPending
              ? t('authoring.upload.sending', { name: upload.variables.name })
              : t('authoring.upload.choose')}
          </Button>
        </FileTrigger>
      </DropZone>
      {upload.error && <AuthoringFault error={upload.error} />}
      {upload.data && <Imported answer={upload.data} />}
    </section>
  );
}

function Imported({ answer }: { answer: ImportResponse }) {
  return (
    <div className="card space-y-2 p-4">
      <p>
        {t(answer.changed ? 'authoring.imported' : 'authoring.unchanged', { id: answer.problemId })}{' '}
        <Link className="link" to={`/authoring/${answer.problemId}`}>
          {t('authoring.openPackage')}
        </Link>
      </p>
      {answer.notes.length > 0 && <NoteList notes={answer.notes} />}
    </div>
  );
}
