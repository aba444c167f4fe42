import { MAX_CODE_BYTES } from '@letscode/core';
import { CloudOff, HardDriveDownload } from 'lucide-react';
import { useMemo } from 'react';
import { formatBytes } from '../../strings/quantities.js';
import { t } from '../../strings/t.js';
import { useDesk } from './Desk.js';

/** How the program is compiled or started, whether the code is safe, and the way out by keyboard. */
export function EditorFooter() {
  const { language, draft } = useDesk();
  const bytes = useMemo(() => new TextEncoder().encode(draft.code).length, [draft.code]);
  const command = language.compileCommand ?? language.runCommand;
  const title = language.compileCommand ? t('editor.compile') : t('editor.runWith');
  return (
    <footer className="flex shrink-0 items-center gap-4 border-t border-line px-3 py-1 text-xs text-ink-faint">
      <p className="min-w-0 flex-1 truncate" title={`${language.version ?? language.name}\n${command}`}>
        <span className="sr-only">{title} </span>
        <code className="font-mono">{command}</code>
      </p>
      <span className="shrink-0 max-xl:hidden">{t('editor.leave')}</span>
      {bytes > MAX_CODE_BYTES / 2 && (
        <span className={`shrink-0 ${bytes > MAX_CODE_BYTES ? 'font-semibold text-bad' : ''}`}>
          {bytes > MAX_CODE_BYTES ? t('editor.tooLong') : t('editor.bytes', { size: formatBytes(bytes) })}
        </span>
      )}
      <span className={`inline-flex shrink-0 items-center gap-1.5 ${draft.saved ? '' : 'font-semibold text-bad'}`}>
        {draft.saved ? <HardDriveDownload size={14} aria-hidden /> : <CloudOff size={14} aria-hidden />}
        {t(draft.saved ? 'editor.saved' : 'editor.notSaved')}
      </span>
    </footer>
  );
}
