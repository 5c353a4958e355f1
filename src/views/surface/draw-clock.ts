/** While points still come in, redraw at most four times a second. */
const COMPUTING_INTERVAL = 250;
const SLOW_DRAW = 50;

/**
 * Knows what a draw costs and from that how often to draw. The GPU process works after the call returns, so the cost is the time until a
 * fence behind the draw is passed, asked for without blocking.
 */
export class DrawClock {
  private coarseCost = 0;
  private fineCost = 0;
  private waiting = 0;
  private readonly pixel = new Uint8Array(4);
  private readonly timers = new Set<number>();

  /** Whether the last fine picture took long: then coarse ones are drawn while things move. */
  get isSlow(): boolean {
    return this.fineCost > SLOW_DRAW;
  }

  /** Milliseconds between redraws while points still come in: fewer where drawing is slow. */
  get computingInterval(): number {
    return Math.max(COMPUTING_INTERVAL, this.coarseCost * 4);
  }

  /** True until the GPU has finished the draws given to it. */
  get isBusy(): boolean {
    return this.waiting > 0;
  }

  /** Waits for a software renderer: its page has to read the pixels back anyway, so the wait is only made to count as drawing. */
  finish(gl: WebGL2RenderingContext, start: number, fine: boolean, done: () => void): void {
    // Chromium's finish() does not wait; reading a pixel does.
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, this.pixel);
    this.note(start, fine);
    this.later((timer) => {
      this.timers.delete(timer);
      done();
    });
  }

  /** Watches the draw that began at `start`; `done` is called when its last pixel is there. */
  watch(gl: WebGL2RenderingContext, start: number, fine: boolean, done: () => void): void {
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    if (!fence) return;
    this.waiting++;
    const look = (timer: number): void => {
      this.timers.delete(timer);
      const isLost = gl.isContextLost();
      if (!isLost && gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED) {
        this.later(look);
        return;
      }
      gl.deleteSync(fence);
      this.waiting--;
      if (isLost) return;
      this.note(start, fine);
      done();
    };
    this.later(look);
  }

  dispose(): void {
    for (const timer of this.timers) window.clearTimeout(timer);
    this.timers.clear();
  }

  private note(start: number, fine: boolean): void {
    const cost = performance.now() - start;
    if (fine) this.fineCost = cost;
    else this.coarseCost = cost;
  }

  private later(look: (timer: number) => void): void {
    const timer = window.setTimeout(() => look(timer), 4);
    this.timers.add(timer);
  }
}
