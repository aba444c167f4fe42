import { Link } from 'react-router';
import { useProblems } from '../../api/queries.js';
import { t } from '../../strings/t.js';
import { ErrorNotice, Skeleton } from '../../ui/Notice.js';
import { usePageTitle } from '../../ui/usePageTitle.js';
import { PackageUpload } from './PackageUpload.js';

/** Where authors bring packages, and find those that are here. */
export default function AuthoringPage() {
  usePageTitle(t('authoring.title'));
  const problems = useProblems();
  return (
    <div className="mx-auto max-w-5xl space-y-6 px-4 py-6 sm:px-6 sm:py-9">
      <div>
        <h1 className="font-serif text-2xl font-semibold tracking-tight">{t('authoring.title')}</h1>
        <p className="mt-1 text-ink-soft">{t('authoring.body')}</p>
      </div>
      <PackageUpload />
      {problems.error && <ErrorNotice error={problems.error} onRetry={() => void problems.refetch()} />}
      {problems.isPending && <Skeleton rows={6} />}
      {problems.data && (
        <section aria-label={t('authoring.packages')}>
          <h2 className="eyebrow mb-2">{t('authoring.packages')}</h2>
          <ul className="card divide-y divide-line">
            {problems.data.map(({ id, title }) => (
              <li key={id} className="relative flex flex-wrap items-baseline gap-x-3 px-4 py-2 hover:bg-sunken">
                <Link
                  to={`/authoring/${id}`}
                  className="inline-flex min-h-6 items-center font-medium after:absolute after:inset-0 after:content-['']"
                >
                  {title}
                </Link>
                <code className="font-mono text-xs text-ink-faint">{id}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
