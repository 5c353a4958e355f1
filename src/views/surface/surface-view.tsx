import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Probe } from '../../app/state';
import { t } from '../text';
import type { ViewPane, ViewProps } from '../types';
import { listenToGestures } from './gestures';
import { findGraphics } from './graphics';
import { keyAct } from './keys';
import { DEFAULT_CAMERA } from './projection';
import { type StageStatus, SurfaceStage } from './stage';

/** How near, px, a finger must come down to take hold of the probe. */
const GRAB_PX = 30;
const KEY_END_MS = 300;

/** The 3-D view: one shared canvas behind all panes, and in each pane a plot that takes pointer and keys. */
export function SurfaceView(props: ViewProps) {
  const graphics = findGraphics();
  const { container } = props;
  const [status, setStatus] = useState<StageStatus>('drawing');
  const stage = useRef<SurfaceStage | null>(null);
  const latest = useRef(props);
  latest.current = props;
  // Hovering moves the probe only as long as no click, key or link has pinned it.
  const hovering = useRef<Probe | null>(null);

  useLayoutEffect(() => {
    if (graphics.kind === 'none') return;
    const made = new SurfaceStage({ ...latest.current, container }, graphics, setStatus);
    stage.current = made;
    return () => {
      stage.current = null;
      made.dispose();
    };
  }, [graphics, container]);

  useLayoutEffect(() => stage.current?.update(props));

  const message = status === 'lost' ? t('surface.lost') : t('surface.bakeFailed');
  return props.panes.map((pane) =>
    createPortal(
      status !== 'drawing' ? (
        <p className="surface-message" role="status" style={MESSAGE_STYLE}>
          <span style={SENTENCE_STYLE}>{message}</span>
        </p>
      ) : (
        <PlotPane pane={pane} stage={stage} latest={latest} hovering={hovering} />
      ),
      pane.element,
      `pane ${pane.index}`,
    ),
  );
}

const MESSAGE_STYLE = {
  position: 'absolute',
  inset: 0,
  display: 'grid',
  placeItems: 'center',
  margin: 0,
  padding: 24,
  textAlign: 'center',
} as const;
const SENTENCE_STYLE = { maxWidth: '44ch' } as const;
const PLOT_STYLE = { position: 'absolute', inset: 0, touchAction: 'none', cursor: 'grab' } as const;
const HIDDEN_STYLE = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;

interface PlotPaneProps {
  readonly pane: ViewPane;
  readonly stage: { readonly current: SurfaceStage | null };
  readonly latest: { readonly current: ViewProps };
  readonly hovering: { current: Probe | null };
}

function PlotPane({ pane, stage, latest, hovering }: PlotPaneProps) {
  const plot = useRef<HTMLDivElement>(null);
  const description = useId();
  const keyTimer = useRef(0);
  const { index } = pane;

  useEffect(() => {
    const element = plot.current;
    if (!element) return;
    let frame = 0;
    const isPinned = (): boolean => {
      const { probe } = latest.current;
      const hovered = hovering.current;
      return probe !== null && !(hovered && hovered.alpha === probe.alpha && hovered.beta === probe.beta);
    };
    const point = (probe: Probe | null, isHover: boolean): void => {
      hovering.current = isHover ? probe : null;
      latest.current.onProbe(probe);
    };
    const stop = listenToGestures(element, {
      camera: () => stage.current?.liveCamera ?? DEFAULT_CAMERA,
      move: (camera) => {
        cancelAnimationFrame(frame);
        stage.current?.moveCamera(camera);
      },
      commit: () => stage.current?.commitCamera(),
      hover: (x, y) => {
        if (isPinned()) return;
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(() => {
          const probe = stage.current?.pick(index, x, y) ?? null;
          if (probe || hovering.current) point(probe, true);
        });
      },
      leave: () => {
        cancelAnimationFrame(frame);
        if (hovering.current && !isPinned()) point(null, false);
      },
      tap: (x, y) => {
        cancelAnimationFrame(frame);
        const probe = stage.current?.pick(index, x, y);
        if (probe) point({ ...probe }, false);
      },
      grabs: (x, y) => {
        const mark = stage.current?.probeAt(index);
        return mark ? Math.hypot(mark.x - x, mark.y - y) < GRAB_PX : false;
      },
      drag: (x, y) => {
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(() => {
          const probe = stage.current?.pick(index, x, y);
          if (probe) point(probe, false);
        });
      },
    });
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(keyTimer.current);
      stop();
    };
  }, [index, stage, latest, hovering]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const { probe, onProbe } = latest.current;
    const axes = pane.landscape?.axes.length === 2 ? ([pane.landscape.axes[0], pane.landscape.axes[1]] as const) : null;
    const act = keyAct(event, stage.current?.liveCamera ?? DEFAULT_CAMERA, probe, axes);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    if (act.kind === 'camera') {
      stage.current?.moveCamera(act.camera);
      window.clearTimeout(keyTimer.current);
      keyTimer.current = window.setTimeout(() => stage.current?.commitCamera(), KEY_END_MS);
      return;
    }
    if (act.kind === 'open') {
      window.clearTimeout(keyTimer.current);
      stage.current?.openView();
      return;
    }
    hovering.current = null;
    if (act.kind === 'probe') onProbe(act.probe);
    else if (probe) onProbe({ ...probe });
  };

  const name = t(pane.scale.field === 'accuracy' ? 'surface.plotAccuracy' : 'surface.plot', { letter: pane.letter, name: pane.name });
  return (
    <>
      <div
        ref={plot}
        className="surface-plot"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys, here arrows that move the probe
        tabIndex={0}
        aria-label={name}
        aria-describedby={description}
        style={PLOT_STYLE}
        onKeyDown={onKeyDown}
      />
      <span id={description} style={HIDDEN_STYLE}>
        {t('surface.keys')}
      </span>
    </>
  );
}
