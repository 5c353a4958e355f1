import { Copy } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useApp } from '../../app/store';
import { addTexts } from '../../i18n';
import { numbers } from '../../i18n/messages/numbers';
import { Dialog } from '../controls/Dialog';
import { copyText } from '../copy';
import { Word } from '../glossary/Word';
import { Letter, letterOf } from '../letters';
import { usePaneNames } from '../names';
import { RunMark } from '../rail/RunMark';
import { useText } from '../text';
import { type NumbersRow, numbersRows } from './numbers/rows';
import { type Column, type Numbers, useNumbers } from './numbers/use-minima';
import '../../styles/numbers.css';

addTexts(numbers);

/** All numbers of all minima side by side, each with its label; sharpness is measured when asked for. */
export function NumbersDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const known = useNumbers();
  const { columns, problem } = known;
  const names = usePaneNames();
  const rows = numbersRows(columns);
  const missing = [...new Set(columns.filter(({ subject }) => subject === null).map(({ pane }) => letterOf(pane)))];
  return (
    <Dialog open title={t('numbers.title')} className="numbers" onClose={onClose}>
      <p className="dialog-lead">{t('numbers.lead')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="table-scroll" aria-label={t('numbers.title')} tabIndex={0}>
        <table className="data-table" data-columns={columns.length} style={{ '--columns': columns.length } as CSSProperties}>
          <thead>
            <tr>
              <th scope="col">{t('numbers.number')}</th>
              {columns.map((column) => (
                <ColumnHead
                  key={`${column.pane} ${column.runName}`}
                  column={column}
                  paneName={names.length > 1 ? names[column.pane] : null}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} columns={columns} />
            ))}
          </tbody>
        </table>
      </section>
      {missing.length > 0 ? <p className="numbers-note">{t('numbers.missing', { panes: missing.join(t('shell.comma')) })}</p> : null}
      {problem ? (
        <p className="numbers-note" role="alert">
          {t(problem.key, problem.values)}
        </p>
      ) : null}
      <Actions known={known} rows={rows} />
    </Dialog>
  );
}

/** Whose numbers they are: the pane where there are several, and the run where it has several. */
function ColumnHead({ column: { pane, run, runName }, paneName }: { column: Column; paneName: string | null | undefined }) {
  return (
    <th scope="col">
      {paneName || runName === null ? (
        <div>
          <Letter pane={pane} little />
          <span>{paneName}</span>
        </div>
      ) : null}
      {runName === null ? null : (
        <div className="numbers-run">
          <RunMark run={run} plain={paneName !== null} />
          <span>{runName}</span>
        </div>
      )}
    </th>
  );
}

function Row({ row: { label, about, values, scale, cells }, columns }: { row: NumbersRow; columns: readonly Column[] }) {
  const t = useText();
  return (
    <tr>
      <th scope="row">
        <span>
          <Word label={label} />
        </span>
        <em title={t(`numbers.${scale}.about`)}>{t(`numbers.${scale}`)}</em>
        <small>{t(about, values)}</small>
      </th>
      {columns.map(({ pane, runName }, index) => (
        <td key={`${pane} ${runName}`}>{cells[index]}</td>
      ))}
    </tr>
  );
}

/** Measure, or stop and how far it is; and the table as text. */
function Actions({ known: { columns, all, done, busy, measure, stop }, rows }: { known: Numbers; rows: readonly NumbersRow[] }) {
  const t = useText();
  const names = usePaneNames();
  const showToast = useApp((state) => state.showToast);
  const complete = done === all;
  const copy = async () => {
    const heads = columns.map(({ pane, runName }) => [letterOf(pane), names[pane], runName].filter(Boolean).join(' · '));
    const head = [t('numbers.number'), t('numbers.scale'), ...heads];
    const lines = rows.map(({ label, scale, cells }) => [t(label), t(`numbers.${scale}`), ...cells]);
    const copied = await copyText([head, ...lines].map((line) => line.join('\t')).join('\n'));
    showToast({ path: '', key: copied ? 'numbers.copied' : 'numbers.notCopied', values: {} });
  };
  return (
    <div className="numbers-actions">
      <div className="numbers-progress">
        {busy ? (
          <>
            <div
              className="progress"
              role="progressbar"
              aria-label={t('numbers.measure')}
              aria-valuemin={0}
              aria-valuemax={all}
              aria-valuenow={done}
            >
              <i style={{ transform: `scaleX(${done / all})` }} />
            </div>
            <span>{t('numbers.progress', { done, all })}</span>
          </>
        ) : null}
      </div>
      <button type="button" className={`button tall${complete && all > 0 ? ' filled' : ''}`} onClick={copy}>
        <Copy size={15} strokeWidth={1.75} aria-hidden />
        {t('numbers.copy')}
      </button>
      {busy ? (
        <button type="button" className="button tall" onClick={stop}>
          {t('numbers.stop')}
        </button>
      ) : complete ? null : (
        <button type="button" className="button tall filled" onClick={measure}>
          {t('numbers.measure')}
        </button>
      )}
    </div>
  );
}
