/** The last resort: a page that broke says so, and that nothing typed is lost. */
import { TriangleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { t } from '../strings/t.js';
import { Button } from '../ui/Button.js';
import { Notice } from '../ui/Notice.js';

interface Props {
  children: ReactNode;
  /** A new value gives the page another chance, such as the address. */
  resetKey: string;
}

export class ErrorBoundary extends Component<Props, { error: unknown; resetKey: string }> {
  override state = { error: undefined as unknown, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  static getDerivedStateFromProps(props: Props, state: { resetKey: string }) {
    return props.resetKey === state.resetKey ? null : { error: undefined, resetKey: props.resetKey };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return (
      <div role="alert">
        <Notice icon={TriangleAlert} title={t('app.crash.title')} body={t('app.crash.body')}>
          <Button variant="primary" onPress={() => location.reload()}>
            {t('app.crash.reload')}
          </Button>
        </Notice>
      </div>
    );
  }
}
