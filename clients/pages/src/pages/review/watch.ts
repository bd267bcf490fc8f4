const LONGEST_MILLIS = 86_400_000;

/** Measures how long a card was looked at: the time in which the page was not on the screen does not count. */
export class Watch {
  #before = 0;
  #since: number | undefined;
  #isShown = false;

  start(): void {
    this.seen();
    this.#before = 0;
  }

  /** @param isShown whether reviews are what the tab shows, if that is new; @returns whether they are on the screen */
  seen(isShown = this.#isShown): boolean {
    const isVisible = isShown && !document.hidden;
    this.#before = this.millis;
    this.#since = isVisible ? performance.now() : undefined;
    this.#isShown = isShown;
    return isVisible;
  }

  get millis(): number {
    return Math.min(LONGEST_MILLIS, this.#before + (this.#since === undefined ? 0 : performance.now() - this.#since));
  }
}
