import { RotateCcw } from 'lucide-react';
import { Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { toast } from 'sonner';
import { announce } from '../../live/announce.js';
import { t } from '../../strings/t.js';
import { Button } from '../../ui/Button.js';
import { IconButton } from '../../ui/IconButton.js';
import { useDesk } from './Desk.js';

/** Puts the template back, after a question, and with a way back. */
export function ResetButton() {
  const { draft, language } = useDesk();
  const reset = () => {
    const before = draft.code;
    draft.setCode(language.template);
    announce(t('editor.reset.done'));
    toast(t('editor.reset.done'), { action: { label: t('app.undo'), onClick: () => draft.setCode(before) } });
  };
  return (
    <DialogTrigger>
      <IconButton icon={RotateCcw} label={t('editor.reset')} isDisabled={draft.code === language.template} />
      <ModalOverlay isDismissable className="fixed inset-0 z-40 grid place-items-center bg-ink/35 p-4 dark:bg-paper/70">
        <Modal className="popover w-full max-w-96! p-5!">
          <Dialog role="alertdialog" className="outline-none">
            {({ close }) => (
              <>
                <Heading slot="title" className="font-serif text-lg font-semibold">
                  {t('editor.reset.title')}
                </Heading>
                <p className="mt-2 text-ink-soft">{t('editor.reset.body', { language: language.name })}</p>
                <div className="mt-4 flex justify-end gap-2">
                  <Button onPress={close}>{t('app.cancel')}</Button>
                  <Button
                    variant="primary"
                    onPress={() => {
                      reset();
                      close();
                    }}
                  >
                    {t('editor.reset.confirm')}
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
