import { Maximize2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useApp } from '../../app/store';
import type { Document } from '../../experiment/recipe';
import { addTexts } from '../../i18n';
import { formatNumber } from '../../i18n/format';
import { netDiagram } from '../../i18n/messages/net-diagram';
import { NetDrawing } from '../../views/net-diagram';
import { useSize } from '../../views/use-size';
import { Dialog } from '../controls/Dialog';
import { IconButton } from '../controls/IconButton';
import { Letter, letterOf } from '../letters';
import { useText } from '../text';
import { type NetGroup, netGroups } from './net-groups';
import '../../styles/net-diagram.css';

addTexts(netDiagram);

const COLUMN_GAP = 10;
/** A diagram narrower than this leaves out what does not fit. */
const ROOMY = 170;
/** Of a diagram in the dialog; narrower on a phone. */
const LARGE = 300;

/** The nets of all panes as small diagrams, each different one once; pressed, larger and layer by layer. */
export function NetFigure({ document }: { document: Document }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const [element, setElement] = useState<HTMLElement | null>(null);
  const { width } = useSize(element);
  const { panes } = document;
  const groups = useMemo(() => netGroups({ panes }), [panes]);
  const columns = Math.min(groups.length, 2);
  if (columns === 0) return null;
  const column = Math.floor((width - (columns - 1) * COLUMN_GAP) / columns);
  const roomy = column >= ROOMY;
  return (
    <>
      <section className="net-figures" ref={setElement} aria-label={t('netDiagram.of')}>
        <div className="net-head">
          <h4>{t('netDiagram.of')}</h4>
          <IconButton label={t('netDiagram.larger')} onClick={() => setOpen(true)}>
            <Maximize2 size={14} strokeWidth={1.75} aria-hidden />
          </IconButton>
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the button above does the same by keyboard. */}
        <div className="net-columns" data-count={columns} onClick={() => setOpen(true)}>
          {width === 0
            ? null
            : groups.map((group) => (
                <NetColumn key={group.panes.join()} group={group} alone={groups.length === 1}>
                  <NetDrawing outline={group.outline} width={column} room={roomy ? 'some' : 'little'} />
                </NetColumn>
              ))}
        </div>
        <Legend groups={groups} numbers={roomy} />
      </section>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the dialog alone, not what lies below it. */}
      <div onKeyDown={(event) => (event.key === 'Escape' ? event.stopPropagation() : undefined)}>
        <Dialog
          open={open}
          className="net-dialog"
          title={t(groups.length > 1 ? 'netDiagram.titles' : 'netDiagram.title')}
          onClose={() => setOpen(false)}
        >
          <p className="dialog-lead">{t('netDiagram.boxLegend')}</p>
          <div className="net-columns large">
            {groups.map((group) => (
              <NetColumn key={group.panes.join()} group={group} alone={groups.length === 1}>
                <NetDrawing outline={group.outline} width={Math.min(LARGE, window.innerWidth - 64)} room="much" />
              </NetColumn>
            ))}
          </div>
          <Legend groups={groups} />
        </Dialog>
      </div>
    </>
  );
}

function NetColumn({ group, alone, children }: { group: NetGroup; alone: boolean; children: ReactNode }) {
  const t = useText();
  const language = useApp((state) => state.language);
  const { panes, parameters, multiplyAdds } = group;
  const compact = new Intl.NumberFormat(language, { notation: 'compact', compactDisplay: 'long', maximumSignificantDigits: 3 });
  const name = alone ? t('netDiagram.of') : t('netDiagram.ofPanes', { panes: panes.map(letterOf).join(', ') });
  return (
    <figure aria-label={name}>
      {alone ? null : (
        <p className="net-panes">
          {panes.map((pane) => (
            <Letter key={pane} pane={pane} little />
          ))}
        </p>
      )}
      {children}
      <figcaption>{t('netDiagram.total', { parameters: formatNumber(parameters), multiplyAdds: compact.format(multiplyAdds) })}</figcaption>
    </figure>
  );
}

/** What the signs on the skips mean, of those that are there. */
function Legend({ groups, numbers = false }: { groups: readonly NetGroup[]; numbers?: boolean }) {
  const t = useText();
  const skips = groups.flatMap(({ outline }) => outline.flatMap((unit) => unit.skips));
  if (skips.length === 0 && !numbers) return null;
  return (
    <p className="net-legend">
      {skips.some(({ kind }) => kind === 'add') ? (
        <span>
          <i>+</i> {t('netDiagram.addLegend')}
        </span>
      ) : null}
      {skips.some(({ kind }) => kind === 'concatenate') ? (
        <span>
          <i>‖</i> {t('netDiagram.concatenateLegend')}
        </span>
      ) : null}
      {skips.some(({ through }) => through !== null) ? (
        <span>
          <i className="through">1×1</i> {t('netDiagram.throughLegend')}
        </span>
      ) : null}
      {numbers ? <span>{t('netDiagram.numberLegend')}</span> : null}
    </p>
  );
}
