import { Component, type ReactNode } from 'react';
import { t } from '../i18n';

interface State {
  readonly error: Error | null;
}

/** If the page itself cannot be drawn it says why and offers to load it anew, instead of going blank. What the address holds stays. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <main className="page-failed" role="alert">
        <h1>{t('shell.pageFailed')}</h1>
        <p>{error.message}</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          {t('shell.reload')}
        </button>
      </main>
    );
  }
}
