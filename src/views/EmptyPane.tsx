import { plotTheme } from './plot-theme';

/** The box of a pane that has nothing to draw, with a line that says so. */
export function EmptyPane({ text, theme: themeId }: { readonly text: string; readonly theme: 'light' | 'dark' }) {
  const theme = plotTheme(themeId);
  return (
    <div style={{ position: 'absolute', inset: 0, display: 'grid', placeItems: 'center', padding: 24 }}>
      <div
        style={{
          display: 'grid',
          placeItems: 'center',
          width: 'min(100%, 440px)',
          maxHeight: '100%',
          aspectRatio: '1',
          border: `1px solid ${theme.line}`,
          color: theme.ink3,
          fontSize: 13,
          textAlign: 'center',
        }}
      >
        {text}
      </div>
    </div>
  );
}
