import { useApp } from '../../app/store';
import { formatNumber } from '../../i18n/format';
import { useResults } from '../app';
import { useText } from '../text';
import { PathName } from './PathName';
import { markRows, pathRows } from './path-rows';
import '../../styles/path-table.css';

/**
 * How far drawn paths are to be trusted: true loss against the plane's under them, and the distance off it, at the scrubbed epoch. Without paths, the same of the
 * checkpoints that the plane is drawn through, each at its own epoch.
 */
export function PathTable() {
  const t = useText();
  const shown = useApp((state) => state.document.shared.paths);
  const recipes = useApp((state) => state.document.panes);
  const epoch = useApp((state) => state.scrubEpoch);
  const results = useResults();
  const rows = results.flatMap(({ snapshot: { landscape } }, pane) => {
    const recipe = recipes[pane];
    const known = shown ? pathRows(landscape?.paths ?? [], epoch) : landscape && recipe ? markRows(landscape, recipe) : [];
    return known.map((row) => ({ pane, ...row }));
  });
  if (rows.length === 0) return null;
  const onLines = results.every(({ snapshot: { landscape } }) => !landscape || landscape.axes.length === 1);
  const heads = ['loss', ...(onLines ? ['lineLoss', 'lineDistance'] : ['planeLoss', 'distance'])];
  const moment = epoch === null ? t('captions.path.atEnd') : t('captions.path.atEpoch', { epoch: formatNumber(epoch) });
  return (
    <table className="path-table">
      {shown ? <caption>{moment}</caption> : null}
      <thead>
        <tr>
          <th scope="col">{t('captions.path.run')}</th>
          {shown ? null : <th scope="col">{t('captions.path.epoch')}</th>}
          {heads.map((head) => (
            <th key={head} scope="col">
              {t(`captions.path.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.pane} ${row.run} ${row.epoch}`}>
            <th scope="row">
              <PathName pane={row.pane} run={row.run} />
            </th>
            {shown ? null : <td>{formatNumber(row.epoch)}</td>}
            {heads.map((head, i) => (
              <td key={head}>{row.cells[i]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
