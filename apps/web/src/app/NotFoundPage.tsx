import { Compass } from 'lucide-react';
import { Link } from 'react-router';
import { t } from '../strings/t.js';
import { Notice } from '../ui/Notice.js';
import { usePageTitle } from '../ui/usePageTitle.js';

/** @param title what is missing; the page itself when absent */
export function NotFoundPage({ title }: { title?: string }) {
  usePageTitle(t('notFound.title'));
  return (
    <div>
      <h1 className="sr-only">{title ?? t('notFound.title')}</h1>
      <Notice icon={Compass} title={title ?? t('notFound.title')} body={t('notFound.body')}>
        <Link to="/" className="btn" data-variant="primary">
          {t('notFound.back')}
        </Link>
      </Notice>
    </div>
  );
}
