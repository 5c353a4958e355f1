import { kindOf } from '../../app/images/kinds';
import type { AssetStatus } from '../../app/state';
import { useApp } from '../../app/store';
import { datasets } from '../../catalog/datasets';
import type { Document } from '../../experiment/recipe';
import { formatNumber } from '../../i18n/format';
import { useText } from '../text';
import { OpenButton } from './OpenButton';
import { Progress, ReadingProgress } from './ReadingProgress';
import '../../app/images/texts';
import '../../styles/images.css';

/** Below the choice of data: where the files of the chosen sets are, and how a person brings those that only they have. */
export function DataFiles({ document }: { document: Document }) {
  const assets = useApp((state) => state.assets);
  const names = new Set(document.panes.flatMap(({ data }) => datasets.get(data.id).asset ?? []));
  return [...names].map((name) => {
    const status = assets[name];
    return status ? <DataFile key={name} name={name} status={status} /> : null;
  });
}

function DataFile({ name, status }: { name: string; status: AssetStatus }) {
  const t = useText();
  if (status.phase === 'loading') {
    return (
      <div className="images-panel">
        <p className="images-line">
          <span>{t('shell.loadingData')}</span>
          <b>{t('rail.run.percent', { percent: formatNumber(status.fraction * 100) })}</b>
        </p>
        <Progress label={t('shell.loadingData')} fraction={status.fraction} />
      </div>
    );
  }
  if (status.phase === 'reading') {
    return (
      <div className="images-panel">
        <ReadingProgress file={status.file} fraction={status.fraction} />
      </div>
    );
  }
  return (
    <div className="images-panel">
      {status.problem ? (
        <p className="images-problem" role="alert">
          {t(status.problem.key, status.problem.values)}
        </p>
      ) : null}
      {status.phase === 'missing' ? <Wanted name={name} /> : <Opened name={name} images={status.images} />}
    </div>
  );
}

/** Fewest pixels per side that a person's own images may have. */
const SMALLEST_SIDE = 4;
const OWN_IMAGES = 'custom-images';

/** A person's own images at their size, or at half of it: each pixel is then the mean of 2 × 2. */
function SizeChoice({ side }: { side: number }) {
  const t = useText();
  const edit = useApp((state) => state.edit);
  const chosen = useApp((state) => state.document.panes.find(({ data }) => data.id === OWN_IMAGES)?.data.params.side);
  const choose = (pixels: number): void =>
    edit((document) => ({
      ...document,
      panes: document.panes.map((recipe) =>
        recipe.data.id === OWN_IMAGES ? { ...recipe, data: { ...recipe.data, params: { ...recipe.data.params, side: pixels } } } : recipe,
      ),
    }));
  return (
    <select
      className="select"
      aria-label={t('images.param.side')}
      value={Number(chosen)}
      onChange={(event) => choose(Number(event.currentTarget.value))}
    >
      {[side, side / 2].map((pixels) => (
        <option key={pixels} value={pixels}>
          {t('images.open.size', { pixels })}
        </option>
      ))}
    </select>
  );
}

function Wanted({ name }: { name: string }) {
  const t = useText();
  const kind = kindOf(name);
  return (
    <>
      <p>
        {t(`images.open.from.${kind}`)}
        {kind === 'cifar10' ? <span className="images-page">{t('images.open.page.cifar10')}</span> : null}
      </p>
      <p>{t('images.open.stays')}</p>
      <div className="images-ways">
        <OpenButton kind={kind} label="images.open.choose" filled />
        <span className="images-drop">{t('images.open.drop')}</span>
      </div>
    </>
  );
}

function Opened({ name, images }: { name: string; images: Extract<AssetStatus, { phase: 'opened' }>['images'] }) {
  const t = useText();
  const forget = useApp((state) => state.forgetImages);
  const { train, test, side, classes, storage } = images;
  return (
    <>
      <p>
        {t('images.open.holds', { train: formatNumber(train), test: formatNumber(test), side, classes })} {t(`images.open.${storage}`)}
      </p>
      {kindOf(name) === 'images' && side % 2 === 0 && side / 2 >= SMALLEST_SIDE ? <SizeChoice side={side} /> : null}
      <div className="images-ways">
        <OpenButton kind={kindOf(name)} label="images.open.another" filled={false} />
        <button type="button" className="link-button" onClick={() => forget(name)}>
          {t('images.open.forget')}
        </button>
      </div>
    </>
  );
}
