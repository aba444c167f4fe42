/** What Run will try: the samples, and the person's own tests, which can be written here. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { t } from '../../strings/t.js';
import { Button } from '../../ui/Button.js';
import { useDesk } from '../workspace/Desk.js';
import { ClippedText } from './ClippedText.js';
import { OwnTestForm } from './OwnTestForm.js';

const chip =
  'inline-flex min-h-8 max-w-40 items-center rounded-md border border-transparent px-3 font-medium text-ink-soft data-hovered:bg-sunken data-selected:border-line data-selected:bg-sunken data-selected:text-ink';

export function TestCases() {
  const { problem, ownTests } = useDesk();
  const [selected, setSelected] = useState<string>();
  const first = problem.samples[0] ? 'sample-0' : ownTests.list[0]?.id;
  const known = new Set([
    ...problem.samples.map((_, index) => `sample-${index}`),
    ...ownTests.list.map(({ id }) => id),
  ]);
  const addTest = (input: string, expected?: string) => setSelected(ownTests.add({ input, expected }));
  return (
    <Tabs
      selectedKey={selected && known.has(selected) ? selected : (first ?? '')}
      onSelectionChange={(key) => setSelected(String(key))}
    >
      <div className="mb-3 flex flex-wrap items-center gap-1">
        <TabList aria-label={t('results.tests')} className="flex flex-wrap gap-1">
          {problem.samples.map((_, index) => (
            <Tab key={index} id={`sample-${index}`} className={chip}>
              {t('statement.sample', { n: index + 1 })}
            </Tab>
          ))}
          {ownTests.list.map(({ id, name }) => (
            <Tab key={id} id={id} className={chip}>
              <span className="truncate">{name || t('app.none')}</span>
            </Tab>
          ))}
        </TabList>
        <Button variant="quiet" onPress={() => addTest('')} isDisabled={ownTests.room <= 0}>
          <Plus size={16} aria-hidden />
          {t('tests.add')}
        </Button>
      </div>
      {problem.samples.map((sample, index) => (
        <TabPanel key={index} id={`sample-${index}`} className="@container">
          <div className="grid gap-3 @lg:grid-cols-2">
            <div className="min-w-0">
              <h3 className="eyebrow mb-1">{t('statement.input')}</h3>
              <ClippedText text={sample.input} name="sample.in" label={t('statement.input')} />
            </div>
            <div className="min-w-0">
              <h3 className="eyebrow mb-1">{t('statement.expected')}</h3>
              <ClippedText text={sample.output} name="sample.ans" label={t('statement.expected')} />
            </div>
          </div>
          <Button
            variant="quiet"
            className="mt-2 -ml-2"
            isDisabled={ownTests.room <= 0}
            onPress={() => addTest(sample.input, sample.output)}
          >
            {t('tests.copySample')}
          </Button>
        </TabPanel>
      ))}
      {ownTests.list.map((test) => (
        <TabPanel key={test.id} id={test.id} className="@container">
          <OwnTestForm test={test} />
        </TabPanel>
      ))}
    </Tabs>
  );
}
