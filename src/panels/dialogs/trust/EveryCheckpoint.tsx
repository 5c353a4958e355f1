import { useState } from 'react';
import { useApp } from '../../../app/store';
import { formatNumber } from '../../../i18n/format';
import { useResults } from '../../app';
import { PathName } from '../../stage/PathName';
import { pathCells } from '../../stage/path-rows';
import { useText } from '../../text';

/** True loss, the plane's under it and the distance off the plane at every checkpoint of the paths; written out when it is opened. */
export function EveryCheckpoint() {
  const t = useText();
  const [open, setOpen] = useState(false);
  const results = useResults();
  const shown = useApp((state) => state.document.shared.paths);
  const paths = results.flatMap(({ snapshot: { landscape } }, pane) => (landscape?.paths ?? []).map((path) => ({ pane, ...path })));
  if (!shown || paths.length === 0) return null;
  const onLines = results.every(({ snapshot: { landscape } }) => !landscape || landscape.axes.length === 1);
  const heads = ['loss', ...(onLines ? ['lineLoss', 'lineDistance'] : ['planeLoss', 'distance'])];
  return (
    <details className="trust-every" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('trust.every')}</summary>
      <p>{t('trust.everyAbout')}</p>
      {open ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        <section className="table-scroll" aria-label={t('trust.every')} tabIndex={0}>
          <table className="data-table">
            <thead>
              <tr>
                <th scope="col">{t('captions.path.run')}</th>
                <th scope="col">{t('captions.path.epoch')}</th>
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {t(`captions.path.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {paths.flatMap(({ pane, run, points }) =>
                points.map((point) => (
                  <tr key={`${pane} ${run} ${point.epoch}`}>
                    <th scope="row">
                      <PathName pane={pane} run={run} />
                    </th>
                    <td>{formatNumber(point.epoch)}</td>
                    {heads.map((head, i) => (
                      <td key={head}>{pathCells(point)[i]}</td>
                    ))}
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </section>
      ) : null}
    </details>
  );
}
