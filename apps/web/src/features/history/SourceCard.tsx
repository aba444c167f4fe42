/** The source as it was submitted, read only, with the compiler's marks; it can be taken back into the editor. */
import type { SubmissionView } from '@letscode/core';
import { PencilLine } from 'lucide-react';
import { useNavigate } from 'react-router';
import { toast } from 'sonner';
import { useLanguages } from '../../api/queries.js';
import { userId } from '../../identity/userId.js';
import { announce } from '../../live/announce.js';
import { useSettings } from '../../settings/settings.js';
import { t } from '../../strings/t.js';
import { Button } from '../../ui/Button.js';
import { CopyButton } from '../../ui/CopyButton.js';
import { CodeEditor } from '../editor/CodeEditor.js';
import { keepDraft } from '../editor/drafts.js';
import { rememberLanguage } from '../workspace/useLanguageChoice.js';

const MAX_LINES_SHOWN = 32;
const NO_MESSAGES: never[] = [];

export function SourceCard({ view }: { view: SubmissionView }) {
  const { data: languages } = useLanguages();
  const { fontSize } = useSettings();
  const navigate = useNavigate();
  const language = languages?.find(({ id }) => id === view.language);
  const lines = Math.min(MAX_LINES_SHOWN, view.code.split('\n').length + 1);
  const reopen = () => {
    const place = { userId: userId(), problemId: view.problemId, language: view.language };
    keepDraft(place, view.code, language?.template ?? '');
    rememberLanguage(view.problemId, view.language);
    announce(t('submission.reopened'));
    toast(t('submission.reopened'));
    void navigate(`/problems/${view.problemId}`);
  };
  return (
    <section aria-labelledby="source-heading" className="card overflow-hidden">
      <div className="flex items-center gap-2 border-b border-line py-1.5 pr-2 pl-4 sm:pl-5">
        <h2 id="source-heading" className="eyebrow mr-auto">
          {t('submission.code')}
        </h2>
        <CopyButton text={view.code} label={t('submission.copyCode')} />
        <Button onPress={reopen}>
          <PencilLine size={15} aria-hidden />
          {t('submission.reopen')}
        </Button>
      </div>
      <div style={{ height: lines * fontSize * 1.5 + 28 }}>
        <CodeEditor
          value={view.code}
          onChange={() => {}}
          mode={language?.editorMode ?? 'plaintext'}
          documentKey={view.id}
          diagnostics={view.diagnostics ?? NO_MESSAGES}
          readOnly
        />
      </div>
    </section>
  );
}
