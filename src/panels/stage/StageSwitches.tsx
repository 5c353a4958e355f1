import { useMedia } from '../use-media';
import { HeightItems, HeightSwitch } from './HeightSwitch';
import { RangeItems, RangeSwitch } from './RangeSwitch';

/** Whether the stage is wide enough for its switches: 900 px beside the rail or the strip. Else they are in the menu "…". */
function useHasRoom(): boolean {
  return useMedia('(min-width: 1172px), (min-width: 948px) and (max-width: 1099px)');
}

/** What the stage shows besides the view: how far its planes reach, and how heights are drawn. */
export function StageSwitches() {
  return useHasRoom() ? (
    <span className="stage-switches">
      <RangeSwitch />
      <HeightSwitch />
    </span>
  ) : null;
}

/** The same as lines of the menu "…", where the stage has no room for them. */
export function StageSwitchItems({ close }: { close: () => void }) {
  return useHasRoom() ? null : (
    <>
      <RangeItems close={close} />
      <HeightItems close={close} />
    </>
  );
}
