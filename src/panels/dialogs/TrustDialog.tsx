import { useApp } from '../../app/store';
import { nets } from '../../catalog/nets';
import { dataShape } from '../../experiment/limits';
import { addTexts } from '../../i18n';
import { formatNumber } from '../../i18n/format';
import { trust } from '../../i18n/messages/trust';
import { useResults } from '../app';
import { Dialog } from '../controls/Dialog';
import { Letter } from '../letters';
import { usePaneNames } from '../names';
import { useText } from '../text';
import { EveryCheckpoint } from './trust/EveryCheckpoint';
import { Scree } from './trust/Scree';
import { screeOf } from './trust/scree-bars';
import { useTrustFacts } from './trust/use-facts';
import '../../styles/trust.css';

addTexts(trust);

/** What a careful plot says beside the picture (METHOD.md, section 6): how it was made, how much of the truth it holds, and how far its look is to be believed. */
export function TrustDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  return (
    <Dialog open title={t('captions.trust')} className="trust" onClose={onClose}>
      <Lead />
      <Facts />
      <Screes />
      <EveryCheckpoint />
    </Dialog>
  );
}

function Lead() {
  const t = useText();
  const recipes = useApp((state) => state.document.panes);
  const sizes = recipes.map((recipe) => nets.get(recipe.net.id).build(recipe.net.params, dataShape(recipe)).parameters.size);
  const weights = [...new Set(sizes)].map((size) => formatNumber(size)).join(' / ');
  const kind = recipes.every(({ axes }) => axes.length === 1) ? 'line' : 'plane';
  return <p className="dialog-lead">{t(`trust.lead.${kind}`, { weights })}</p>;
}

/** Once for all panes where they agree, else each after its letter. */
function Facts() {
  const t = useText();
  const groups = useTrustFacts();
  return (
    <dl className="trust-facts">
      {groups.map(({ id, texts }) => (
        <div key={id}>
          <dt>{t(`trust.fact.${id}`)}</dt>
          {texts.map(({ pane, text }) => (
            <dd key={pane ?? 'all'}>
              {pane === null ? null : <Letter pane={pane} little />}
              {text}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

function Screes() {
  const t = useText();
  const recipes = useApp((state) => state.document.panes);
  const names = usePaneNames();
  const results = useResults();
  const drawn = recipes.flatMap((recipe, pane) => {
    const scree = screeOf(results[pane]?.snapshot.landscape ?? null, recipe);
    return scree ? [{ pane, scree }] : [];
  });
  if (drawn.length === 0) return null;
  const onLines = drawn.every(({ pane }) => recipes[pane]?.axes.length === 1);
  const byChance = drawn.some(({ scree }) => scree.byChance);
  return (
    <section className="trust-scree" aria-labelledby="scree-title">
      <h3 id="scree-title">{t(onLines ? 'trust.scree.titleLine' : 'trust.scree.title')}</h3>
      <p>
        {t('trust.scree.about')} {byChance ? t('trust.scree.walk') : null}
      </p>
      <div className="trust-screes">
        {drawn.map(({ pane, scree }) => (
          <figure key={pane}>
            {recipes.length > 1 ? (
              <figcaption>
                <Letter pane={pane} little /> {names[pane]}
              </figcaption>
            ) : null}
            <Scree scree={scree} />
          </figure>
        ))}
      </div>
    </section>
  );
}
