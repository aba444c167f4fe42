/** The tab's title: the page's own, then the site's. */
import { useEffect } from 'react';
import { t } from '../strings/t.js';

export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · ${t('app.name')}` : t('app.name');
  }, [title]);
}
