import { ChevronDown } from 'lucide-react';
import { useApp } from '../app/store';
import { presets } from '../experiment/presets';
import { Menu, MenuItem } from './controls/Menu';
import { useText } from './text';

/** The experiment by name, and the ready ones to choose from. */
export function ExperimentMenu({ className = 'button' }: { className?: string }) {
  const t = useText();
  const current = useApp((state) => state.document.preset);
  const openPreset = useApp((state) => state.openPreset);
  const name = presets.has(current) ? t(presets.get(current).label) : t('shell.ownExperiment');
  return (
    <Menu
      className={className}
      label={t('shell.experiment')}
      button={
        <>
          {name}
          <ChevronDown size={14} strokeWidth={2} aria-hidden />
        </>
      }
    >
      {(close) =>
        presets.all.map((preset) => (
          <MenuItem
            key={preset.id}
            label={t(preset.label)}
            detail={t(preset.description)}
            checked={preset.id === current}
            onSelect={() => {
              openPreset(preset.id);
              close();
            }}
          />
        ))
      }
    </Menu>
  );
}
