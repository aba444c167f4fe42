import type { ProblemDetail } from '@letscode/core';
import { Download } from 'lucide-react';
import { formatBytes } from '../../strings/quantities.js';
import { t } from '../../strings/t.js';

interface AttachmentsProps {
  problemId: string;
  attachments: NonNullable<ProblemDetail['attachments']>;
}

export function Attachments({ problemId, attachments }: AttachmentsProps) {
  if (attachments.length === 0) return null;
  return (
    <section className="mt-7">
      <h2 className="mb-2 font-serif text-lg font-semibold">{t('statement.attachments')}</h2>
      <ul className="space-y-1">
        {attachments.map(({ name, byteCount }) => (
          <li key={name}>
            <a
              className="link inline-flex min-h-6 items-center gap-1.5"
              href={`/api/problems/${encodeURIComponent(problemId)}/files/${name.split('/').map(encodeURIComponent).join('/')}`}
              download
            >
              <Download size={15} aria-hidden />
              {name}
            </a>{' '}
            <span className="text-ink-faint">{formatBytes(byteCount)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
