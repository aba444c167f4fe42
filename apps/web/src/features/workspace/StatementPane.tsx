import type { ProblemDetail } from '@letscode/core';
import { memo } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { t } from '../../strings/t.js';
import { ProblemHistory } from '../history/ProblemHistory.js';
import { Statement } from '../statement/Statement.js';
import { useDesk } from './Desk.js';

export function StatementPane() {
  return <StatementTabs problem={useDesk().problem} />;
}

/** The desk changes with every key; the statement does not. */
const StatementTabs = memo(function StatementTabs({ problem }: { problem: ProblemDetail }) {
  return (
    <section aria-label={t('statement.region')} className="h-full">
      <Tabs className="flex h-full flex-col">
        <TabList aria-label={t('statement.views')} className="tabs shrink-0 border-b border-line px-3">
          <Tab id="description" className="tab">
            {t('statement.description')}
          </Tab>
          <Tab id="submissions" className="tab">
            {t('statement.submissions')}
          </Tab>
        </TabList>
        <TabPanel id="description" className="min-h-0 flex-1 overflow-auto -outline-offset-2">
          <Statement problem={problem} />
        </TabPanel>
        <TabPanel id="submissions" className="min-h-0 flex-1 overflow-auto -outline-offset-2">
          <ProblemHistory problemId={problem.id} />
        </TabPanel>
      </Tabs>
    </section>
  );
});
