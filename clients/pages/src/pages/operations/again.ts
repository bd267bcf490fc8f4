import { useEffect } from "preact/hooks";
import type { Asked } from "../../ui/ask.tsx";

/** Asks again some time after each answer, not before it has come, while the page is on the screen. @param millis `null` asks once */
export function useAgain({ loading, reload }: Asked<unknown>, millis: number | null): void {
  useEffect(() => {
    if (loading || millis === null) {
      return undefined;
    }
    const timer = setInterval(() => document.hidden || reload(), millis);
    return () => clearInterval(timer);
  }, [loading, millis]);
}
