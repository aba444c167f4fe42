import { LoaderCircle, Play, SendHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../strings/t.js';
import { Button } from '../../ui/Button.js';
import { Hint } from '../../ui/Hint.js';
import { useDesk } from './Desk.js';

export function ActionButtons() {
  const { run, submit, trial, submitting } = useDesk();
  return (
    <>
      <Hint text={t('action.run.hint')}>
        <Button variant="outline" onPress={run} isDisabled={trial.pending}>
          <Busy on={trial.pending} icon={<Play size={15} aria-hidden />} />
          {t('action.run')}
        </Button>
      </Hint>
      <Hint text={t('action.submit.hint')}>
        <Button variant="primary" onPress={submit} isDisabled={submitting.sending}>
          <Busy on={submitting.sending} icon={<SendHorizontal size={15} aria-hidden />} />
          {t('action.submit')}
        </Button>
      </Hint>
    </>
  );
}

function Busy({ on, icon }: { on: boolean; icon: ReactNode }) {
  return on ? <LoaderCircle size={15} aria-hidden className="animate-spin" /> : icon;
}
