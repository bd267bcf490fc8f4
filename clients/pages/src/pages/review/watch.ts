const LONGEST_MILLIS = 86_400_000;

/** Measures how long a card was looked at: the time in which the page was not on the screen does not count. */
export class Watch {
  #before = 0;
  #since: number | undefined;

  start(): void {
    this.#before = 0;
    this.#since = document.hidden ? undefined : performance.now();
  }

  /** @returns its argument */
  seen(isVisible: boolean): boolean {
    this.#before = this.millis;
    this.#since = isVisible ? performance.now() : undefined;
    return isVisible;
  }

  get millis(): number {
    return Math.min(LONGEST_MILLIS, this.#before + (this.#since === undefined ? 0 : performance.now() - this.#since));
  }
}
