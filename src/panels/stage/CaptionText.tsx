import { samenessOf } from '../../app/net-identity';
import type { PaneResult } from '../../app/results';
import { useApp } from '../../app/store';
import type { Landscape } from '../../experiment/landscape';
import { nonConvexShare } from '../../experiment/non-convex-share';
import { provenanceLines } from '../../experiment/provenance';
import { inView } from '../../experiment/range';
import type { Document, GridAxis } from '../../experiment/recipe';
import { t } from '../../i18n';
import { formatNumber, formatPercent, formatSeconds } from '../../i18n/format';
import { say } from '../../i18n/say';
import type { DrawnCurvature } from '../../views/curvature';
import { useResults } from '../app';
import { letterOf } from '../letters';
import { useShownView } from '../shown-view';
import { useText } from '../text';
import { MarkNotes } from './MarkNotes';
import { PathTable } from './PathTable';
import { SharpnessCaption } from './SharpnessCaption';
import { TrustButton } from './TrustButton';
import { useCurvature } from './use-curvature';
import { useScales } from './use-scales';

/** How this picture was made, in sentences: for all panes where they agree, else each after its letter. */
export function CaptionText() {
  const t = useText();
  const document = useApp((state) => inView(state.document));
  const panes = useApp((state) => state.panes);
  // Chinese full stops bring their own space.
  const gap = useApp((state) => (state.language === 'zh' ? '' : ' '));
  const view = useShownView();
  const draws3d = useApp((state) => state.draws3d);
  const results = useResults();
  const scales = useScales();
  const onScreen = documentOnScreen(document, results);
  const lines = document.panes.map((_, index) => {
    const scale = scales[index];
    const landscape = results[index]?.snapshot.landscape ?? null;
    return provenanceLines(onScreen, index, { landscape, cut: scale?.cut ? scale.max : null }).map(say);
  });
  const unfinished = results.flatMap(({ snapshot: { landscape } }, index) => {
    if (!landscape || panes[index]?.old) return [];
    const done = countDone(landscape);
    return done < landscape.done.length
      ? [{ letter: letterOf(index), done: formatNumber(done), all: formatNumber(landscape.done.length) }]
      : [];
  });
  const drawn = useCurvature();
  const common = (lines[0] ?? []).filter((line) => lines.every((others) => others.includes(line)));
  const own = lines.map((ones) => ones.filter((line) => !common.includes(line)));
  const notYet = unfinished.map((pane) => t('shell.unfinishedPane', pane)).join(t('shell.comma'));
  const sentences = [
    ...(draws3d ? [] : [t('surface.noWebgl')]),
    ...(unfinished.length > 0 ? [t('shell.unfinished', { panes: notYet }), t('shell.straight')] : []),
    ...(drawn ? [curvatureLine(drawn[0]?.map.axes ?? [], view), ...alikeLine(drawn)] : []),
    ...common,
    ...own.flatMap((lines, index) => (lines.length > 0 ? [`${letterOf(index)}: ${lines.join(gap)}`] : [])),
  ];
  return (
    <>
      <TrustButton />
      <SharpnessCaption />
      <PathTable />
      <MarkNotes />
      <p className="prose">{sentences.join(gap).replace(/(\d) × (\d)/g, '$1\u00a0×\u00a0$2')}</p>
      <Nets />
      <MadeOn />
    </>
  );
}

/** The document with the recipes whose pictures are on the screen: a changed one's own may not be there yet. Where its directions are, each axis says so itself. */
function documentOnScreen(document: Document, results: readonly PaneResult[]): Document {
  const panes = document.panes.map((recipe, index) => {
    const of = results[index]?.of;
    return of ? { ...of.recipe, axes: of.recipe.axes.map((axis) => ({ ...axis, seed: axis.seed ?? of.directionSeed })) } : recipe;
  });
  return { ...document, panes };
}

/** What a curvature map is drawn from. */
function curvatureLine(axes: readonly GridAxis[], view: string): string {
  const points = axes.map((axis) => formatNumber(axis.points)).join(' × ');
  return t(view === 'contours' ? 'curvature.caption.contours' : 'curvature.caption.surface', { points });
}

/** Shares of clearly non-convex points that differ by less are said to be alike. */
const ALIKE = 0.1;

/** Where finished maps of several nets do not tell them apart, that is said. */
function alikeLine(drawn: readonly DrawnCurvature[]): string[] {
  if (drawn.length < 2 || drawn.some(({ map }) => map.phase !== 'done')) return [];
  const shares = drawn.map(({ map }) => nonConvexShare(map.largest, map.smallest));
  if (!(Math.max(...shares) - Math.min(...shares) < ALIKE)) return [];
  const list = shares.map((share, index) => `${letterOf(index)} ${formatPercent(share, 0)}`).join(t('shell.comma'));
  return [t('curvature.alike', { shares: list })];
}

function countDone(landscape: Landscape): number {
  let done = 0;
  for (const level of landscape.done) if (level > 0) done++;
  return done;
}

/** Which nets these are, by their fingerprints, and whether this device got the very same as those that came. */
function Nets() {
  const t = useText();
  const nets = useResults().map(({ net }) => net);
  const names = nets.flatMap((net, index) => {
    if (!net) return [];
    const name = net.fingerprint.split(' ').join(t('shell.comma'));
    return [nets.length > 1 ? t('shell.netOf', { letter: letterOf(index), name }) : t('shell.net', { name })];
  });
  if (names.length === 0) return null;
  const sameness = samenessOf(nets);
  const sentences = [
    ...names,
    ...(sameness ? [t(sameness)] : []),
    ...(nets.some((net) => net?.mayDiffer) ? [t('shell.net.mayDiffer')] : []),
  ];
  return <p className="made-on nets">{sentences.join(' ')}</p>;
}

/** Where and how long, once for all panes that agree. */
function MadeOn() {
  const t = useText();
  const results = useResults();
  const texts = results.flatMap(({ snapshot: { provenance } }) => {
    // Nothing was timed yet while it is being made.
    if (!provenance || provenance.trainSeconds + provenance.gridSeconds === 0) return [];
    const seconds = formatSeconds(provenance.trainSeconds + provenance.gridSeconds);
    const date = provenance.date.slice(0, 10);
    // A picture that was begun on one backend and completed on another names both.
    const backend = provenance.backend
      .split('+')
      .map((id) => t(`shell.backend.${id}`))
      .join(' + ');
    return [t('shell.madeOn', { host: provenance.host, date, backend, seconds })];
  });
  const distinct = [...new Set(texts)];
  return distinct.length > 0 ? <p className="made-on">{distinct.join(' ')}</p> : null;
}
