import { useApp } from '../app/store';
import { useHeadlineFact } from './headline-text';
import { MoreMenu } from './MoreMenu';
import { StageSwitches } from './stage/StageSwitches';
import { TrainingsWay } from './TrainingsWay';
import { ViewSwitch } from './ViewSwitch';

/** Characters beyond which it takes two lines on narrow screens. */
const LONG = 72;

/** One sentence that says the difference, computed; and how to look at it. */
export function Headline() {
  const { text, ofThese } = useHeadlineFact();
  const axis = useApp((state) => state.document.shared.view === 'line');
  return (
    <div className="headline">
      <h1 title={text} data-long={text.length > LONG || undefined}>
        {text}
      </h1>
      <TrainingsWay ofThese={ofThese} />
      {axis ? <ViewSwitch what="axis" /> : null}
      <ViewSwitch what="view" />
      <StageSwitches />
      <MoreMenu />
    </div>
  );
}
