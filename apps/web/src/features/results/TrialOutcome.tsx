import { LoaderCircle, Play } from 'lucide-react';
import { t } from '../../strings/t.js';
import { Notice } from '../../ui/Notice.js';
import { VerdictLabel } from '../../ui/VerdictLabel.js';
import { TierNote } from '../client-tier/TierNote.js';
import { useDesk } from '../workspace/Desk.js';
import { CompileLog } from './CompileLog.js';
import { Fault } from './Fault.js';
import { TestTable } from './TestTable.js';

/** How the last run went. */
export function TrialOutcome() {
  const { trial, problem, jumpToLine } = useDesk();
  const { response, request, tier } = trial;
  if (trial.pending) {
    return (
      <p className="flex items-center gap-2.5 py-2 font-medium text-ink-soft">
        <LoaderCircle size={18} aria-hidden className="animate-spin text-accent" />
        {t('results.running', { n: request?.tests.length ?? 0 })}
      </p>
    );
  }
  if (trial.error) return <Fault error={trial.error} />;
  if (!response) return <Notice icon={Play} title={t('results.run')} body={t('results.run.empty')} />;
  const failed = response.compile && !response.compile.ok;
  const passed = response.tests.filter(({ verdict }) => verdict === 'Accepted').length;
  const first = response.tests.find(({ verdict }) => verdict !== 'Accepted');
  // Without an expected output a run that ends well proves nothing.
  const isUnchecked = !failed && !first && request?.tests.every(({ expected }) => expected === undefined);
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-lg">
        <h2>
          {isUnchecked ? (
            t('results.ranUnchecked')
          ) : (
            <VerdictLabel verdict={failed ? 'Compilation Error' : (first?.verdict ?? 'Accepted')} size={21} />
          )}
        </h2>
        {!failed && !isUnchecked && (
          <span className="text-sm text-ink-soft">
            {t('results.runPassed', { passed, total: response.tests.length })}
          </span>
        )}
        {tier && <TierNote tier={tier} />}
      </div>
      <CompileLog compile={response.compile} diagnostics={response.diagnostics} onJump={jumpToLine} />
      {!failed && <TestTable results={response.tests} given={request?.tests} limits={problem.limits} />}
    </div>
  );
}
