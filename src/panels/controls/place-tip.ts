const GAP = 6;
const EDGE = 8;

/** Puts a tip below what it is about where there is room, else above; never beyond the window. Both are to be in the page already. */
export function placeTip(anchor: HTMLElement, tip: HTMLElement): void {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = tip;
  const below = box.bottom + GAP;
  tip.style.left = `${Math.max(EDGE, Math.min(box.left, innerWidth - width - EDGE))}px`;
  tip.style.top = `${below + height + EDGE <= innerHeight ? below : Math.max(EDGE, box.top - GAP - height)}px`;
}
