/** One part at a time, chosen by tabs; Run and Submit stay within the thumb's reach. All parts stay mounted. */
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { t } from '../../strings/t.js';
import { ResultsPane } from '../results/ResultsPane.js';
import { ActionButtons } from './ActionButtons.js';
import { type Part, useDesk } from './Desk.js';
import { EditorPane } from './EditorPane.js';
import { StatementPane } from './StatementPane.js';

const parts: { id: Part; content: React.ReactNode }[] = [
  { id: 'statement', content: <StatementPane /> },
  { id: 'code', content: <EditorPane actionsHidden /> },
  { id: 'results', content: <ResultsPane /> },
];

export function NarrowWorkspace() {
  const { part, showPart, problem } = useDesk();
  return (
    <div className="flex h-full flex-col">
      {part !== 'statement' && <h1 className="sr-only">{problem.title}</h1>}
      <Tabs
        selectedKey={part}
        onSelectionChange={(key) => showPart(key as Part)}
        className="flex min-h-0 flex-1 flex-col"
      >
        <TabList aria-label={t('workspace.views')} className="tabs shrink-0 border-b border-line bg-surface px-2">
          {parts.map(({ id }) => (
            <Tab key={id} id={id} className="tab flex-1 justify-center">
              {t(`workspace.${id}`)}
            </Tab>
          ))}
        </TabList>
        {parts.map(({ id, content }) => (
          <TabPanel
            key={id}
            id={id}
            shouldForceMount
            className="min-h-0 flex-1 overflow-hidden bg-surface data-inert:hidden"
          >
            {content}
          </TabPanel>
        ))}
      </Tabs>
      <div className="flex shrink-0 justify-end gap-2 border-t border-line bg-surface p-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] *:flex-1">
        <ActionButtons />
      </div>
    </div>
  );
}
