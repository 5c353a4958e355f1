import { rootSvg } from './svg-painter';

/** The layers behind and over all panes of a container: box lines, the canvas, labels. They take no pointer. */
export class StageHost {
  readonly element = document.createElement('div');
  readonly canvas = document.createElement('canvas');
  readonly below: SVGSVGElement;
  readonly above: SVGSVGElement;

  constructor(
    private readonly container: HTMLElement,
    kind: string,
  ) {
    const { element, canvas } = this;
    element.setAttribute('aria-hidden', 'true');
    element.dataset.surfaceStage = kind;
    element.style.cssText =
      'position:absolute;inset:0;pointer-events:none;overflow:hidden;font-variant-numeric:tabular-nums;user-select:none;-webkit-user-select:none';
    this.below = rootSvg(element);
    canvas.style.cssText = 'position:absolute;inset:0;display:block';
    element.append(canvas);
    this.above = rootSvg(element);
    container.append(element);
  }

  get size(): { width: number; height: number; top: number; left: number } {
    return { width: this.container.clientWidth, height: this.container.clientHeight, top: 0, left: 0 };
  }

  /** Tells tests and screenshots whether the picture will still change: "fine" is final. */
  mark(drawn: 'coarse' | 'fine'): void {
    this.element.dataset.surfaceDrawn = drawn;
  }

  show(visible: boolean): void {
    this.element.style.visibility = visible ? '' : 'hidden';
  }

  dispose(): void {
    this.element.remove();
  }
}
