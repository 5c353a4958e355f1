import { createRoot, useFrame } from '@react-three/fiber';
import { type Camera, type Scene, WebGLRenderer } from 'three';
import type { Graphics } from './graphics';
import type { Rect } from './overlay';
import type { StageHost } from './stage-host';

/** One pane's picture: what to draw, and where on the canvas, CSS px. */
export interface Picture {
  readonly scene: Scene;
  readonly camera: Camera;
  readonly rect: Rect;
}

/** The renderer on a stage's canvas. Frames are drawn on demand only; each pane is a scissored rectangle of it. */
export class StageCanvas {
  private readonly root: ReturnType<typeof createRoot>;
  private renderer: WebGLRenderer | null = null;
  private invalidate: (() => void) | null = null;

  /** `onFrame` draws; it is called in the animation frame after a `request`. */
  constructor(
    private readonly host: StageHost,
    graphics: Graphics,
    onFrame: () => void,
  ) {
    function Draw(): null {
      useFrame(onFrame, 1);
      return null;
    }
    this.root = createRoot(host.canvas);
    this.root.configure({
      ...this.settings,
      gl: ({ canvas }) => {
        const antialias = graphics.kind === 'hardware';
        this.renderer = new WebGLRenderer({ canvas, alpha: true, antialias, powerPreference: 'high-performance' });
        this.renderer.autoClear = false;
        this.renderer.setClearColor(0x000000, 0);
        return this.renderer;
      },
      onCreated: (state) => {
        this.invalidate = () => state.invalidate();
        this.request();
      },
    });
    this.root.render(<Draw />);
  }

  request(): void {
    this.invalidate?.();
  }

  /** Follows the size of the host. */
  fit(): void {
    const { width, height } = this.host.size;
    if (width > 0 && height > 0) this.root.configure(this.settings);
  }

  /** Draws all panes at `ratio` device pixels per CSS px. Null before the context exists. */
  render(pictures: readonly Picture[], ratio: number): WebGL2RenderingContext | null {
    const { renderer } = this;
    if (!renderer) return null;
    if (renderer.getPixelRatio() !== ratio) renderer.setPixelRatio(ratio);
    renderer.setScissorTest(false);
    renderer.clear();
    renderer.setScissorTest(true);
    const { height } = this.host.size;
    for (const { scene, camera, rect } of pictures) {
      const bottom = height - rect.y - rect.height;
      renderer.setViewport(rect.x, bottom, rect.width, rect.height);
      renderer.setScissor(rect.x, bottom, rect.width, rect.height);
      renderer.render(scene, camera);
    }
    return renderer.getContext() as WebGL2RenderingContext;
  }

  dispose(): void {
    this.invalidate = null;
    this.root.unmount();
  }

  private get settings() {
    return { frameloop: 'demand', flat: true, dpr: 1, size: this.host.size } as const;
  }
}
