import { useEffect, useState } from 'react';
import { useApp } from '../app/store';
import { useText } from './text';

/** A file dropped anywhere on the page is opened. */
export function DropTarget() {
  const t = useText();
  const openFile = useApp((state) => state.openFile);
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = async (event: DragEvent) => {
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      await openFile(file.name, new Uint8Array(await file.arrayBuffer()));
    };
    addEventListener('dragover', onOver);
    addEventListener('dragleave', onLeave);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onOver);
      removeEventListener('dragleave', onLeave);
      removeEventListener('drop', onDrop);
    };
  }, [openFile]);
  return over ? <div className="drop">{t('shell.drop')}</div> : null;
}
