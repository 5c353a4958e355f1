import { FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { useApp } from '../../app/store';
import type { ImageSetKind } from '../../formats/images';
import { useText } from '../text';

/** Lets a person choose the files that a set of images is read from. */
export function OpenButton({ kind, label, filled }: { kind: ImageSetKind; label: string; filled: boolean }) {
  const t = useText();
  const openImages = useApp((state) => state.openImages);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={filled ? 'button filled' : 'button'} onClick={() => input.current?.click()}>
        <FolderOpen size={14} strokeWidth={1.75} aria-hidden />
        {t(label)}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t(label)}
        onChange={async (event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file may be chosen again after it was mended.
          event.currentTarget.value = '';
          await openImages(files, kind);
        }}
      />
    </>
  );
}
