/** Whole-area states: nothing here, something failed, still loading. */
import type { LucideIcon } from 'lucide-react';
import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { messageOf } from '../api/apiError.js';
import { t } from '../strings/t.js';
import { Button } from './Button.js';

interface NoticeProps {
  icon: LucideIcon;
  title: string;
  body?: string;
  children?: ReactNode;
}

export function Notice({ icon: Icon, title, body, children }: NoticeProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-14 text-center">
      <span className="mb-1 grid size-12 place-items-center rounded-full bg-sunken text-ink-faint">
        <Icon size={22} aria-hidden />
      </span>
      <h2 className="font-serif text-lg font-semibold">{title}</h2>
      {body && <p className="text-ink-soft">{body}</p>}
      {children && <div className="mt-2 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}

export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <div role="alert">
      <Notice icon={CloudOff} title={t('app.error.title')} body={messageOf(error)}>
        {onRetry && <Button onPress={onRetry}>{t('app.retry')}</Button>}
      </Notice>
    </div>
  );
}

/** Grey bars in the place of what is to come. */
export function Skeleton({ rows }: { rows: number }) {
  return (
    <div aria-busy="true" className="flex animate-[breathe_1.6s_ease-in-out_infinite] flex-col gap-3">
      <span className="sr-only">{t('app.loading')}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="h-5 rounded-sm bg-sunken" style={{ width: `${92 - ((index * 17) % 45)}%` }} />
      ))}
    </div>
  );
}
