/** Makes an own test of a sample that failed, to be changed and tried; only where there is a desk to keep it on. */
import { ClipboardPlus } from 'lucide-react';
import { toast } from 'sonner';
import { t } from '../../strings/t.js';
import { Button } from '../../ui/Button.js';
import { useDeskIfAny } from '../workspace/Desk.js';

export function KeepSample({ name }: { name: string }) {
  const desk = useDeskIfAny();
  // The problem's own text: a result's may be clipped.
  const sample = desk?.problem.samples.find((candidate) => candidate.name === name);
  if (!desk || !sample) return null;
  const { ownTests } = desk;
  const isKept = ownTests.list.some(({ input, expected }) => input === sample.input && expected === sample.output);
  const keep = () => {
    ownTests.add({ input: sample.input, expected: sample.output });
    toast(t('tests.kept'));
  };
  return (
    <Button variant="quiet" className="-ml-2" isDisabled={isKept || ownTests.room <= 0} onPress={keep}>
      <ClipboardPlus size={16} aria-hidden />
      {t(isKept ? 'tests.isKept' : 'tests.keep')}
    </Button>
  );
}
