import { ChevronDown } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useApp } from '../app/store';
import { Menu } from './controls/Menu';
import { useText } from './text';

const PresetItems = lazy(() => import('./PresetItems').then((module) => ({ default: module.PresetItems })));

/** The experiment by name, and the ready ones to choose from. */
export function ExperimentMenu({ className = 'button' }: { className?: string }) {
  const t = useText();
  const current = useApp((state) => state.document.preset);
  const name = t(current === '' ? 'shell.ownExperiment' : `catalog.preset.${current}`);
  return (
    <Menu
      className={className}
      label={t('shell.experiment')}
      name={t('shell.experimentNamed', { name })}
      button={
        <>
          {name}
          <ChevronDown size={14} strokeWidth={2} aria-hidden />
        </>
      }
    >
      {(close, place) => (
        <Suspense fallback={null}>
          <PresetItems close={close} onReady={place} />
        </Suspense>
      )}
    </Menu>
  );
}
