/** The editor that suits person and device; the plain one stands in while Monaco is on its way. */
import { Component, lazy, type ReactNode, Suspense } from 'react';
import { useSettings } from '../../settings/settings.js';
import { useMediaQuery } from '../../ui/useMediaQuery.js';
import type { EditorProps } from './editorProps.js';
import { PlainEditor } from './PlainEditor.js';

const MonacoEditor = lazy(() => import('./MonacoEditor.js'));

export function CodeEditor(props: EditorProps) {
  const { editor } = useSettings();
  const roomy = useMediaQuery('(pointer: fine) and (min-width: 700px)');
  const plain = <PlainEditor {...props} />;
  if (editor === 'plain' || (editor === 'auto' && !roomy)) return plain;
  return (
    <FallBack to={plain}>
      <Suspense fallback={plain}>
        <MonacoEditor {...props} />
      </Suspense>
    </FallBack>
  );
}

/** Monaco may fail to load or to start; writing must go on. */
class FallBack extends Component<{ to: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? this.props.to : this.props.children;
  }
}
