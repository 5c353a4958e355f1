import { Component, type ReactNode } from 'react';
import { t } from '../../i18n';

interface State {
  readonly error: Error | null;
}

/** If drawing fails (no WebGL, say), the page says so where the picture would be, and everything else keeps working. */
export class StageBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="pane-words failed" role="alert">
        <p>{t('shell.cannotDraw', { reason: error.message })}</p>
        <button type="button" className="button" onClick={() => this.setState({ error: null })}>
          {t('shell.tryAgain')}
        </button>
      </div>
    );
  }
}
