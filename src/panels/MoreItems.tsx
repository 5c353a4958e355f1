import { Columns2, Dices, Download, FolderOpen, Map as MapIcon, MountainSnow, Repeat, RotateCcw, Ruler, Table, Trash2 } from 'lucide-react';
import { useEffect } from 'react';
import { useApp } from '../app/store';
import { CAMERA_VIEWS, MAX_PANES } from '../experiment/fields';
import { addTexts } from '../i18n';
import { more } from '../i18n/messages/more';
import { seedsOffer } from '../i18n/messages/seeds-offer';
import { MenuItem } from './controls/Menu';
import { useSeedReason, useTrainingReason } from './dialogs/check/use-reason';
import type { MoreDialogId } from './dialogs/MoreDialog';
import { letterOf } from './letters';
import { addPane, removePane } from './pane-edits';
import { StageSwitchItems } from './stage/StageSwitches';
import { useText } from './text';

addTexts({ ...more, ...seedsOffer });

const ICON = { size: 15, strokeWidth: 1.6, 'aria-hidden': true } as const;

const CAMERA_ICONS = { opening: <RotateCcw {...ICON} />, valley: <MountainSnow {...ICON} />, map: <MapIcon {...ICON} /> };

interface Props {
  readonly close: () => void;
  readonly onReady: () => void;
  readonly onDialog: (dialog: MoreDialogId) => void;
  /** Asks for a file to open. */
  readonly onOpenFile: () => void;
}

/** Panes, the camera, the numbers as text, files. */
export function MoreItems({ close, onReady, onDialog, onOpenFile }: Props) {
  const t = useText();
  const count = useApp((state) => state.document.panes.length);
  const edit = useApp((state) => state.edit);
  const saveFile = useApp((state) => state.saveFile);
  const showToast = useApp((state) => state.showToast);
  // Once, when the items are there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu's place does not change while it is open.
  useEffect(() => onReady(), []);
  const act = (action: () => void) => () => {
    close();
    action();
  };
  const save = async () => {
    const saved = await saveFile('npz').then(
      () => true,
      () => false,
    );
    showToast({ path: '', key: saved ? 'shell.saved' : 'run.file.unsaved', values: {} });
  };
  const last = letterOf(count - 1);
  const noSeeds = useSeedReason();
  const noTrainings = useTrainingReason();
  return (
    <>
      <StageSwitchItems close={close} />
      <MenuItem
        icon={<Columns2 {...ICON} />}
        label={t('shell.addPane')}
        detail={count < MAX_PANES ? t('shell.addPaneAbout', { letter: last }) : t('shell.panesFull')}
        disabled={count >= MAX_PANES}
        onSelect={act(() => edit(addPane))}
      />
      {count > 1
        ? Array.from({ length: count }, (_, pane) => (
            <MenuItem
              key={letterOf(pane)}
              icon={<Trash2 {...ICON} />}
              label={t('shell.removePane', { letter: letterOf(pane) })}
              onSelect={act(() => edit((document) => removePane(document, pane)))}
            />
          ))
        : null}
      <hr />
      {CAMERA_VIEWS.map((view) => (
        <MenuItem
          key={view}
          icon={CAMERA_ICONS[view]}
          label={t(`shell.camera.${view}`)}
          onSelect={act(() => edit((document) => ({ ...document, shared: { ...document.shared, camera: view } })))}
        />
      ))}
      <MenuItem icon={<Ruler {...ICON} />} label={t('shell.numbers')} onSelect={act(() => onDialog('numbers'))} />
      <MenuItem
        icon={<Dices {...ICON} />}
        label={t('seeds.open')}
        detail={noSeeds ? t(noSeeds) : undefined}
        disabled={noSeeds !== null}
        onSelect={act(() => onDialog('seeds'))}
      />
      <MenuItem
        icon={<Repeat {...ICON} />}
        label={t('trainings.open')}
        detail={noTrainings ? t(noTrainings) : undefined}
        disabled={noTrainings !== null}
        onSelect={act(() => onDialog('trainings'))}
      />
      <MenuItem icon={<Table {...ICON} />} label={t('shell.asTable')} onSelect={act(() => onDialog('table'))} />
      <hr />
      <MenuItem icon={<FolderOpen {...ICON} />} label={t('shell.openFile')} detail={t('shell.openFileAbout')} onSelect={act(onOpenFile)} />
      <MenuItem icon={<Download {...ICON} />} label={t('shell.saveFile')} detail={t('shell.saveFileAbout')} onSelect={act(save)} />
    </>
  );
}
