/** A long text in a box: its beginning is shown, all of it can be downloaded. */
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../strings/t.js';
import { Button } from '../../ui/Button.js';

/** Characters shown; more would make the page sluggish. */
export const SHOWN_LENGTH = 8000;

interface ClippedTextProps {
  text: string;
  /** File name of the download. */
  name: string;
  label: string;
  /** What is shown instead of the plain beginning, such as a marked one. */
  children?: ReactNode;
}

export function ClippedText({ text, name, label, children }: ClippedTextProps) {
  if (text === '' && !children) return <p className="block-text text-ink-faint">{t('results.empty')}</p>;
  return (
    <div>
      <pre tabIndex={0} aria-label={label} className="block-text max-h-72">
        {children ?? text.slice(0, SHOWN_LENGTH)}
      </pre>
      {text.length > SHOWN_LENGTH && (
        <p className="mt-1 flex flex-wrap items-center gap-x-3 text-xs text-ink-faint">
          {t('results.clipped', {
            shown: SHOWN_LENGTH.toLocaleString('en'),
            total: text.length.toLocaleString('en'),
          })}
          <Button variant="quiet" onPress={() => download(text, name)}>
            <Download size={15} aria-hidden />
            {t('results.download')}
          </Button>
        </p>
      )}
    </div>
  );
}

function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
