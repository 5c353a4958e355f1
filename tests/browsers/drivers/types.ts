/** What a journey needs of a browser: one page, seen and touched as a person does. Positions are CSS pixels of the viewport. */
export interface Driver {
  readonly name: string;
  readonly version: string;
  goto(url: string): Promise<void>;
  /** Value of an expression in the page, awaited there; it must be JSON. */
  evaluate<T>(expression: string): Promise<T>;
  click(x: number, y: number): Promise<void>;
  /** Drags the mouse in steps, as a hand does. */
  drag(from: Point, to: Point): Promise<void>;
  /** Presses one key, named as in KeyboardEvent.key. */
  press(key: string): Promise<void>;
  /** A PNG of the viewport. */
  screenshot(): Promise<Buffer>;
  /** Chooses a file in the input that a CSS selector names. */
  setFile(selector: string, path: string): Promise<void>;
  close(): Promise<void>;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const VIEWPORT = { width: 1440, height: 900 } as const;
