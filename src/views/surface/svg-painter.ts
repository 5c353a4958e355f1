const SVG = 'http://www.w3.org/2000/svg';

export type Attributes = Readonly<Record<string, string | number>>;

/** Keeps the children of an SVG element in step with what a frame asks for, reusing elements by key and writing only what changed. */
export class SvgPainter {
  private readonly known = new Map<string, { element: SVGElement; attributes: Map<string, string>; text: string }>();
  private used = new Set<string>();
  private order: SVGElement[] = [];

  constructor(private readonly parent: SVGElement) {}

  begin(): void {
    this.used = new Set();
    this.order = [];
  }

  draw(key: string, tag: string, attributes: Attributes, text = ''): SVGElement {
    let entry = this.known.get(key);
    if (!entry) {
      entry = { element: document.createElementNS(SVG, tag), attributes: new Map(), text: '' };
      this.known.set(key, entry);
    }
    for (const name of entry.attributes.keys()) {
      if (name in attributes) continue;
      entry.element.removeAttribute(name);
      entry.attributes.delete(name);
    }
    for (const [name, value] of Object.entries(attributes)) {
      const written = typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
      if (entry.attributes.get(name) === written) continue;
      entry.attributes.set(name, written);
      entry.element.setAttribute(name, written);
    }
    if (entry.text !== text) {
      entry.text = text;
      entry.element.textContent = text;
    }
    this.used.add(key);
    this.order.push(entry.element);
    return entry.element;
  }

  end(): void {
    for (const [key, { element }] of this.known) {
      if (this.used.has(key)) continue;
      element.remove();
      this.known.delete(key);
    }
    for (const [i, element] of this.order.entries()) {
      const there = this.parent.children[i] ?? null;
      if (there !== element) this.parent.insertBefore(element, there);
    }
  }
}

/** A nested `svg`: it has a rectangle of its own and clips to it. */
export function childSvg(parent: SVGElement): SVGSVGElement {
  const child = document.createElementNS(SVG, 'svg');
  parent.append(child);
  return child;
}

export function rootSvg(parent: HTMLElement): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('style', 'position:absolute;inset:0;width:100%;height:100%;overflow:hidden');
  parent.append(svg);
  return svg;
}
