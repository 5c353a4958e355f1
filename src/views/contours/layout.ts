import type { GridAxis } from '../../experiment/recipe';
import { formatTick, labelWidth, linearTicks } from '../ticks';

/** Where the map, its axis names and its marks lie in a pane, CSS pixels. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Middle of the vertical axis' name. */
  readonly nameLeft: number;
  /** Baseline of the horizontal axis' name. */
  readonly nameBottom: number;
}

/** Ranges more unequal than this are drawn at it: a strip of a few pixels shows nothing. In an upright pane less, which has no width to spare. */
const LONGEST_ASPECT = 3;
const LONGEST_UPRIGHT = 1.5;

/** The largest map with the true aspect of its ranges (up to 3:1, in an upright pane 3:2) that fits a pane with room for axes and so many lines of notes, centred. */
export function frameFor(paneWidth: number, paneHeight: number, alpha: GridAxis, beta: GridAxis, fontSize: number, notes: number): Frame {
  const numbers = Math.max(...linearTicks(beta.min, beta.max, 5).map((tick) => labelWidth(formatTick(tick), fontSize)));
  const marginLeft = numbers + fontSize * 2 + 14;
  const marginBottom = fontSize * 2 + 20;
  // A line is kept free without notes too, so that the maps of all panes are equal.
  const marginTop = 10 + Math.max(1, notes) * (fontSize + 4);
  const marginRight = Math.max(14, fontSize);
  const roomX = paneWidth - marginLeft - marginRight;
  const roomY = paneHeight - marginTop - marginBottom;
  const longest = roomX < roomY ? LONGEST_UPRIGHT : LONGEST_ASPECT;
  const aspect = Math.min(longest, Math.max(1 / LONGEST_ASPECT, (alpha.max - alpha.min) / (beta.max - beta.min)));
  const width = Math.floor(Math.max(0, Math.min(roomX, roomY * aspect)));
  const height = Math.floor(width / aspect);
  const left = Math.round(marginLeft + (roomX - width) / 2);
  const top = Math.round(marginTop + (roomY - height) / 2);
  return { left, top, width, height, nameLeft: left - numbers - 12 - fontSize / 2, nameBottom: top + height + fontSize * 2 + 13 };
}
