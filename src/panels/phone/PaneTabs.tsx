import { useApp } from '../../app/store';
import { formatLoss, formatPercent } from '../../i18n/format';
import { Word } from '../glossary/Word';
import { Letter, letterOf } from '../letters';
import { usePaneNames } from '../names';
import { LambdaMaxValue, useLambdaMax } from '../stage/LambdaMax';
import { useFigures } from '../stage/PaneHeader';
import { useText } from '../text';

/** Longest name, characters, that stands whole beside its letter in a tab of four. */
const SHORT = 9;

/** Which pane is shown. One pane needs no tabs. */
export function PaneTabs() {
  const t = useText();
  const names = usePaneNames();
  const active = useApp((state) => state.activePane);
  const setActivePane = useApp((state) => state.setActivePane);
  if (names.length < 2) return null;
  const isNamed = names.length < 4 || names.every(({ length }) => length <= SHORT);
  return (
    <div className="pane-tabs" role="tablist" aria-label={t('shell.panes')}>
      {names.map((name, pane) => (
        <button
          key={letterOf(pane)}
          type="button"
          role="tab"
          data-pane={pane}
          aria-selected={active === pane}
          aria-label={`${letterOf(pane)} ${name}`}
          onClick={() => setActivePane(pane)}
        >
          <Letter pane={pane} />
          {isNamed ? <span>{name}</span> : null}
        </button>
      ))}
    </div>
  );
}

/** The shown pane's numbers, and the neighbour's small beside them. */
export function PhoneNumbers() {
  const active = useApp((state) => state.activePane);
  const count = useApp((state) => state.document.panes.length);
  const other = active === 0 ? 1 : 0;
  const own = useFigures(active);
  const others = useFigures(other);
  const ownSharpness = useLambdaMax(active);
  const otherSharpness = useLambdaMax(other)?.value ?? null;
  const error = ({ testError, runErrors }: typeof own): string => runErrors?.join(' / ') ?? testError;
  const share = (of: number | null): string => (of === null ? '–' : formatPercent(of));
  const rows: readonly (readonly [string, string, string])[] = [
    ['shell.testError', error(own), error(others)],
    ...(own.share === null ? [] : [['shell.pathShare', share(own.share), share(others.share)] as const]),
    ...(own.comparable
      ? ([
          ['shell.roughness', own.roughness.text, others.roughness.text],
          ['shell.minima', own.minima.text, others.minima.text],
        ] as const)
      : []),
  ];
  return (
    <dl className="phone-numbers">
      {rows.map(([label, value, beside]) => (
        <div key={label}>
          <dt>
            <Word label={label} />
          </dt>
          <dd>
            {value}
            {count > 1 ? (
              <small>
                {' '}
                {letterOf(other)} {beside}
              </small>
            ) : null}
          </dd>
        </div>
      ))}
      {own.comparable && ownSharpness ? (
        <div>
          <dt>
            <Word label="shell.lambdaMax" />
          </dt>
          <dd>
            <LambdaMaxValue index={active} />
            {otherSharpness === null ? null : (
              <small>
                {' '}
                {letterOf(other)} {formatLoss(otherSharpness)}
              </small>
            )}
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
