import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { appStore } from './app/store';
import { loadLanguage } from './i18n';
import { App } from './panels/App';
import { PageBoundary } from './panels/PageBoundary';
import './styles/index.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
// Asked for at once, but not waited for: the page is painted while the engine's side loads.
const start = import('./app/start');
await loadLanguage(appStore.getState().language);
createRoot(root).render(
  <StrictMode>
    <PageBoundary>
      <App />
    </PageBoundary>
  </StrictMode>,
);
start.then(({ startApp }) => startApp());
