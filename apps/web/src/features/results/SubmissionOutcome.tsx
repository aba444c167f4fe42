import { SendHorizontal } from 'lucide-react';
import { Link } from 'react-router';
import { t } from '../../strings/t.js';
import { Notice } from '../../ui/Notice.js';
import { WhyHerePanel } from '../client-tier/WhyHerePanel.js';
import { useDesk } from '../workspace/Desk.js';
import { Fault } from './Fault.js';
import { ProgressView } from './ProgressView.js';
import { StageSteps } from './StageSteps.js';

/** What became of the last submission to this problem. */
export function SubmissionOutcome() {
  const { submitting, problem, jumpToLine } = useDesk();
  const { progress, submissionId } = submitting;
  if (submitting.sending) return <StageSteps stage="sending" />;
  if (submitting.error) return <Fault error={submitting.error} />;
  if (!progress) {
    return submissionId ? (
      <StageSteps stage="sending" />
    ) : (
      <Notice
        icon={SendHorizontal}
        title={t('results.submission')}
        body={t('results.submission.empty', { n: problem.testCount })}
      />
    );
  }
  return (
    <ProgressView
      progress={progress}
      limits={problem.limits}
      onJump={jumpToLine}
      why={progress.view && <WhyHerePanel key={progress.id} view={progress.view} />}
      link={
        <Link className="link inline-flex min-h-6 items-center" to={`/submissions/${progress.id}`}>
          {t('results.details')}
        </Link>
      }
    />
  );
}
