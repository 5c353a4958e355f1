import { useEffect, useId } from 'react';
import { useApp } from '../app/store';
import { presets } from '../experiment/presets';
import { PRESET_GROUPS } from '../experiment/presets/types';
import { addTexts } from '../i18n';
import { presetNotes } from '../i18n/messages/preset-notes';
import { MenuItem } from './controls/Menu';
import { useText } from './text';
import '../styles/preset-menu.css';

addTexts(presetNotes);

/** The ready experiments by what they are about, each with what to look for. */
export function PresetItems({ close, onReady }: { close: () => void; onReady: () => void }) {
  const t = useText();
  const id = useId();
  const current = useApp((state) => state.document.preset);
  const openPreset = useApp((state) => state.openPreset);
  // Once, when the items are there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu's place does not change while it is open.
  useEffect(() => onReady(), []);
  return (
    <div className="preset-groups">
      {PRESET_GROUPS.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a part of a menu is no set of form fields.
        <div key={group} role="group" className="preset-group" aria-labelledby={`${id}-${group}`}>
          <div id={`${id}-${group}`} className="preset-heading">
            {t(`presets.group.${group}`)}
          </div>
          {presets.all
            .filter((preset) => preset.group === group)
            .map((preset) => (
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
            ))}
        </div>
      ))}
    </div>
  );
}
