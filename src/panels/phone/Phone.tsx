import { ChartLine, Link2, List, Mountain, Play } from 'lucide-react';
import { Suspense } from 'react';
import '../../styles/phone.css';
import type { AppState } from '../../app/state';
import { useApp } from '../../app/store';
import { IconButton } from '../controls/IconButton';
import { DeviceMenu } from '../DeviceMenu';
import { ExperimentMenu } from '../ExperimentMenu';
import { useHeadlineFact } from '../headline-text';
import { Mark } from '../Mark';
import { NoticeStrip } from '../NoticeStrip';
import { Rail } from '../rail/Rail';
import { RunFoot } from '../rail/RunFoot';
import { CaptionPanel, CurvesPanel } from '../readout/ReadOut';
import { Panes } from '../stage/Panes';
import { Bar } from '../stage/parts';
import { RangeSwitch } from '../stage/RangeSwitch';
import { TrainingsWay } from '../TrainingsWay';
import { useText } from '../text';
import { ViewSwitch } from '../ViewSwitch';
import { PaneTabs, PhoneNumbers } from './PaneTabs';
import { PhoneMenu } from './PhoneMenu';
import { Sheet } from './Sheet';

/** Below 720 px: one pane at a time, and four tabs at the bottom. */
export function Phone() {
  const tab = useApp((state) => state.phoneTab);
  return (
    <div className="phone">
      <PhoneBar />
      <main className="phone-main">
        <div className="phone-panel" role="tabpanel" id="phone-page" aria-labelledby={`phone-tab-${tab}`}>
          <PhoneHeadline />
          <NoticeStrip />
          {tab === 'surface' ? <SurfacePage /> : <OtherPage tab={tab} />}
        </div>
      </main>
      <PhoneTabs />
    </div>
  );
}

function PhoneBar() {
  const t = useText();
  const openDialog = useApp((state) => state.openDialog);
  return (
    <header className="phone-bar">
      <Mark size={21} />
      <ExperimentMenu className="button experiment" />
      <span className="space" />
      <IconButton label={t('shell.share')} onClick={() => openDialog('share')}>
        <Link2 size={19} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <PhoneMenu />
    </header>
  );
}

function PhoneHeadline() {
  const { text, ofThese } = useHeadlineFact();
  return (
    <>
      <h1 className="phone-headline">{text}</h1>
      <TrainingsWay ofThese={ofThese} />
    </>
  );
}

function SurfacePage() {
  const activePane = useApp((state) => state.activePane);
  const line = useApp((state) => state.document.shared.view === 'line');
  return (
    <>
      <PaneTabs />
      <PhoneNumbers />
      <div className="phone-view">
        <ViewSwitch what="view" />
        {line ? <ViewSwitch what="axis" /> : <RangeSwitch />}
      </div>
      <div className="phone-stage">
        <Panes only={activePane} bare />
      </div>
      {line ? null : (
        <div className="phone-foot">
          <Suspense fallback={null}>
            <Bar pane={activePane} width={300} place="above" />
          </Suspense>
        </div>
      )}
      <Sheet />
    </>
  );
}

function OtherPage({ tab }: { tab: Exclude<AppState['phoneTab'], 'surface'> }) {
  return (
    <div className="phone-page">
      {tab === 'recipe' ? <Rail className="rail" foot={false} /> : null}
      {tab === 'training' ? (
        <>
          <CurvesPanel />
          <CaptionPanel />
        </>
      ) : null}
      {tab === 'run' ? (
        <>
          <RunFoot />
          <DeviceMenu />
        </>
      ) : null}
    </div>
  );
}

const TABS = [
  { id: 'recipe', Icon: List },
  { id: 'surface', Icon: Mountain },
  { id: 'training', Icon: ChartLine },
  { id: 'run', Icon: Play },
] as const;

function PhoneTabs() {
  const t = useText();
  const tab = useApp((state) => state.phoneTab);
  const setPhoneTab = useApp((state) => state.setPhoneTab);
  return (
    <nav aria-label={t('shell.pages')}>
      <div className="phone-tabs" role="tablist" aria-label={t('shell.pages')}>
        {TABS.map(({ id, Icon }) => (
          <button
            key={id}
            id={`phone-tab-${id}`}
            type="button"
            role="tab"
            aria-selected={tab === id}
            aria-controls="phone-page"
            onClick={() => setPhoneTab(id)}
          >
            <Icon size={19} strokeWidth={1.6} aria-hidden />
            {t(`shell.tab.${id}`)}
          </button>
        ))}
      </div>
    </nav>
  );
}
