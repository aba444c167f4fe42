/** Arranges statement, editor and results: side by side with handles between them, or as tabs where it is narrow. */
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { t } from '../../strings/t.js';
import { useMediaQuery } from '../../ui/useMediaQuery.js';
import { ResultsPane } from '../results/ResultsPane.js';
import { EditorPane } from './EditorPane.js';
import { NarrowWorkspace } from './NarrowWorkspace.js';
import { StatementPane } from './StatementPane.js';
import { useShortcuts } from './useShortcuts.js';

export function Workspace() {
  useShortcuts();
  return useMediaQuery('(min-width: 900px)') ? <WideWorkspace /> : <NarrowWorkspace />;
}

const pane = 'card h-full overflow-hidden rounded-lg';

function WideWorkspace() {
  const columns = useDefaultLayout({
    id: 'letscode.columns',
    storage: localStorage,
    onlySaveAfterUserInteractions: true,
  });
  const rows = useDefaultLayout({ id: 'letscode.rows', storage: localStorage, onlySaveAfterUserInteractions: true });
  return (
    <div className="h-full p-2">
      <Group orientation="horizontal" defaultLayout={columns.defaultLayout} onLayoutChanged={columns.onLayoutChanged}>
        <Panel id="statement" defaultSize="42%" minSize="20%" className={pane}>
          <StatementPane />
        </Panel>
        <Handle label={t('workspace.separator.columns')} className="w-2" grip="h-8 w-[3px]" />
        <Panel id="work" minSize="30%">
          <Group orientation="vertical" defaultLayout={rows.defaultLayout} onLayoutChanged={rows.onLayoutChanged}>
            <Panel id="editor" defaultSize="58%" minSize="20%" className={pane}>
              <EditorPane />
            </Panel>
            <Handle label={t('workspace.separator.rows')} className="h-2" grip="h-[3px] w-8" />
            <Panel id="results" minSize="15%" className={pane}>
              <ResultsPane />
            </Panel>
          </Group>
        </Panel>
      </Group>
    </div>
  );
}

function Handle({ label, className, grip }: { label: string; className: string; grip: string }) {
  return (
    <Separator aria-label={label} className={`group grid shrink-0 place-items-center rounded-sm ${className}`}>
      <span
        aria-hidden
        className={`rounded-full bg-line transition-colors group-hover:bg-accent group-focus-visible:bg-accent group-data-[separator=active]:bg-accent ${grip}`}
      />
    </Separator>
  );
}
