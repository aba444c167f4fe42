/** What surrounds every page. A workspace fills the window; other pages scroll. */
import { Suspense } from 'react';
import { Outlet, useLocation } from 'react-router';
import { Toaster } from 'sonner';
import { t } from '../strings/t.js';
import { useTheme } from '../theme/theme.js';
import { Skeleton } from '../ui/Notice.js';
import { ErrorBoundary } from './ErrorBoundary.js';
import { Header } from './Header.js';
import { LiveRegion } from './LiveRegion.js';
import { OfflineBanner } from './OfflineBanner.js';

export function Shell() {
  const { pathname } = useLocation();
  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 font-semibold text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        {t('app.skip')}
      </a>
      <Header />
      <OfflineBanner />
      <main id="main" tabIndex={-1} className="relative min-h-0 flex-1 overflow-auto">
        <ErrorBoundary resetKey={pathname}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </main>
      <LiveRegion />
      <Toaster theme={useTheme()} position="bottom-center" mobileOffset={{ bottom: 76 }} closeButton />
    </div>
  );
}

function Loading() {
  return (
    <div className="mx-auto max-w-4xl px-5 py-10">
      <Skeleton rows={6} />
    </div>
  );
}
