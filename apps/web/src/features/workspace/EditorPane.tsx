/** The editor with its language, its settings and what becomes of the code. */
import { t } from '../../strings/t.js';
import { OfflineNote } from '../client-tier/OfflineNote.js';
import { CodeEditor } from '../editor/CodeEditor.js';
import { EditorSettings } from '../editor/EditorSettings.js';
import { ActionButtons } from './ActionButtons.js';
import { useDesk } from './Desk.js';
import { EditorFooter } from './EditorFooter.js';
import { LanguagePicker } from './LanguagePicker.js';
import { ResetButton } from './ResetButton.js';

/** @param actionsHidden where Run and Submit stand elsewhere */
export function EditorPane({ actionsHidden = false }: { actionsHidden?: boolean }) {
  const { language, draft, diagnostics, jump } = useDesk();
  return (
    <section aria-label={t('editor.region')} className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 items-center gap-1 border-b border-line px-2 py-1.5">
        <LanguagePicker />
        <ResetButton />
        <EditorSettings />
        {!actionsHidden && (
          <div className="ml-auto flex gap-2">
            <ActionButtons />
          </div>
        )}
      </div>
      <div className="min-h-0 flex-1">
        <CodeEditor
          value={draft.code}
          onChange={draft.setCode}
          mode={language.editorMode}
          documentKey={language.id}
          diagnostics={diagnostics}
          jump={jump}
        />
      </div>
      <OfflineNote language={language.id} />
      <EditorFooter />
    </section>
  );
}
