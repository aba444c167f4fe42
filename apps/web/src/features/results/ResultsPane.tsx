/** Below the editor: what will be tested, how the last run went, what became of the submission. */
import { memo } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { t } from '../../strings/t.js';
import { type ResultView, useDesk } from '../workspace/Desk.js';
import { SubmissionOutcome } from './SubmissionOutcome.js';
import { TestCases } from './TestCases.js';
import { TrialOutcome } from './TrialOutcome.js';

const views: { id: ResultView; content: React.ReactNode }[] = [
  { id: 'tests', content: <TestCases /> },
  { id: 'run', content: <TrialOutcome /> },
  { id: 'submission', content: <SubmissionOutcome /> },
];

export function ResultsPane() {
  const { resultView, showResultView } = useDesk();
  return (
    <section aria-label={t('results.region')} className="h-full">
      <ResultTabs view={resultView} show={showResultView} />
    </section>
  );
}

/** The desk changes with every key and every step of a run; tabs are slow to draw again, and what is in them draws itself. */
const ResultTabs = memo(function ResultTabs({ view, show }: { view: ResultView; show: (view: ResultView) => void }) {
  return (
    <Tabs className="flex h-full flex-col" selectedKey={view} onSelectionChange={(key) => show(key as ResultView)}>
      <TabList aria-label={t('results.views')} className="tabs shrink-0 border-b border-line px-3">
        {views.map(({ id }) => (
          <Tab key={id} id={id} className="tab">
            {t(`results.${id}`)}
          </Tab>
        ))}
      </TabList>
      {views.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="min-h-0 flex-1 overflow-auto p-4 -outline-offset-2">
          {content}
        </TabPanel>
      ))}
    </Tabs>
  );
});
