import { useState } from 'react';
import type { Probe } from '../../app/state';
import { useApp } from '../../app/store';
import { PROBES } from '../../experiment/spectrum';
import { addTexts } from '../../i18n';
import { formatCoordinate } from '../../i18n/format';
import { spectrum as texts } from '../../i18n/messages/spectrum';
import { fitOnSameAxes, type SpectrumAxes, SpectrumPlot, spectrumAxes } from '../../views/spectrum';
import { Dialog } from '../controls/Dialog';
import { Switch } from '../controls/Switch';
import { Letter, letterOf } from '../letters';
import { usePaneNames } from '../names';
import { useText } from '../text';
import { spectrumRows } from './spectrum/rows';
import { type PaneSpectrum, type Spectra, useSpectra } from './spectrum/use-spectra';
import '../../styles/spectrum.css';

addTexts(texts);

/** Heights of a drawing, CSS pixels: of one or two panes, and of more. */
const [TALL, LOW] = [176, 140];

/** The Hessian's spectra of all panes at one point, one below the other on the same axes, sharpening probe by probe. */
export function SpectrumDialog({ at, onClose }: { at: Probe; onClose: () => void }) {
  const t = useText();
  const shared = useApp((state) => state.document.shared.sharedScale);
  const spectra = useSpectra(at);
  const { panes } = spectra;
  const here = panes.filter(({ phase }) => phase !== 'missing').map(({ spectrum }) => spectrum);
  // Where one net's spectrum would be a spike beside another's, each has axes of its own until a person wants otherwise.
  const [chosen, setChosen] = useState<boolean | null>(null);
  const same = chosen ?? (shared && fitOnSameAxes(here));
  const lastDrawn = panes.findLastIndex(({ spectrum }) => spectrum.density !== null);
  const common = same ? spectrumAxes(here) : null;
  const trained = at.alpha === 0 && at.beta === 0;
  const title = trained
    ? t('spectrum.titleTrained')
    : t('spectrum.title', { alpha: formatCoordinate(at.alpha), beta: formatCoordinate(at.beta) });
  return (
    <Dialog open title={title} className="spectrum" onClose={onClose}>
      <p className="dialog-lead">{t('spectrum.lead')}</p>
      {panes.map((one, pane) => (
        <PaneDrawing
          key={letterOf(pane)}
          pane={pane}
          one={one}
          axes={same ? common : spectrumAxes([one.spectrum])}
          low={panes.length > 2}
          named={!same || pane === lastDrawn}
        />
      ))}
      {here.length > 1 ? (
        <div className="spectrum-same">
          <Switch label={t('spectrum.sameAxes')} on={same} onChange={setChosen} />
          <span aria-hidden>{t('spectrum.sameAxes')}</span>
        </div>
      ) : null}
      <Numbers panes={panes} />
      <Progress spectra={spectra} />
    </Dialog>
  );
}

interface DrawingProps {
  readonly pane: number;
  readonly one: PaneSpectrum;
  readonly axes: SpectrumAxes | null;
  readonly low: boolean;
  readonly named: boolean;
}

function PaneDrawing({ pane, one, axes, low, named }: DrawingProps) {
  const t = useText();
  const theme = useApp((state) => state.theme);
  const names = usePaneNames();
  const { spectrum, phase, problem } = one;
  const words = (): string | null => {
    if (problem) return t(problem.key, problem.values);
    if (phase === 'missing') return t('spectrum.missing');
    if (spectrum.ends && Number.isNaN(spectrum.ends.largest)) return t('spectrum.notFinite');
    if (spectrum.density || phase !== 'running') return null;
    return t(spectrum.ends ? 'spectrum.firstProbe' : 'spectrum.waiting');
  };
  const said = words();
  return (
    <section className="spectrum-pane" aria-label={letterOf(pane)}>
      <h3>
        <Letter pane={pane} little /> {names[pane]}
      </h3>
      {spectrum.density && axes ? (
        <SpectrumPlot
          label={t('spectrum.plot', { pane: `${letterOf(pane)} ${names[pane]}` })}
          spectrum={spectrum}
          axes={axes}
          pane={pane}
          theme={theme}
          named={named}
          height={low ? LOW : TALL}
        />
      ) : null}
      {said ? (
        <p className="spectrum-words" role={problem ? 'alert' : 'status'}>
          {said}
        </p>
      ) : null}
    </section>
  );
}

/** What the drawings show, in numbers. */
function Numbers({ panes }: { panes: readonly PaneSpectrum[] }) {
  const t = useText();
  return (
    <div className="table-scroll">
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{t('spectrum.number')}</th>
            {panes.map((_, pane) => (
              <th key={letterOf(pane)} scope="col">
                <Letter pane={pane} little />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spectrumRows(panes.map(({ spectrum }) => spectrum)).map(({ id, label, about, cells }) => (
            <tr key={id}>
              <th scope="row">
                {t(label)}
                {about ? <small>{t(about)}</small> : null}
              </th>
              {cells.map((cell, pane) => (
                <td key={letterOf(pane)}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How many probes there are, and the means to stop or begin anew. */
function Progress({ spectra: { panes, busy, stop, again } }: { spectra: Spectra }) {
  const t = useText();
  const wanted = panes.filter(({ phase }) => phase !== 'missing' && phase !== 'failed');
  const all = PROBES * wanted.length;
  const done = wanted.reduce((sum, { spectrum }) => sum + spectrum.probes, 0);
  const stopped = panes.some(({ phase }) => phase === 'stopped');
  if (!busy && !stopped) return null;
  return (
    <div className="numbers-actions">
      <div className="numbers-progress">
        <div
          className="progress"
          role="progressbar"
          aria-label={t('spectrum.probes')}
          aria-valuemin={0}
          aria-valuemax={all}
          aria-valuenow={done}
        >
          <i style={{ transform: `scaleX(${done / Math.max(1, all)})` }} />
        </div>
        <span>{busy && done === all ? t('spectrum.traceSurer') : t('spectrum.progress', { done, all })}</span>
      </div>
      <button type="button" className="button tall" onClick={busy ? stop : again}>
        {t(busy ? 'spectrum.stop' : 'spectrum.again')}
      </button>
    </div>
  );
}
