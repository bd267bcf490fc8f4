
/** A day as Plot takes it. */
export const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

export const shortDay = (day: string | Date): string => dayText(typeof day === "string" ? day : day.toISOString().slice(0, 10), { day: "numeric", month: "short" });

import { dayText, percent } from "../../ui/format.ts";
/** Options of a vertical axis for shares. */
export const SHARES = { label: null, domain: [0, 1], ticks: 5, tickFormat: (share: number) => percent(share), grid: true } as const;

/** Options of a horizontal axis for days; fewer ticks where there is little room. */
export function days(width: number): { type: "utc"; label: null; ticks: number; tickFormat: (day: Date) => string } {
  return { type: "utc", label: null, ticks: Math.max(3, Math.floor(width / 110)), tickFormat: shortDay };
}

/** Moves labels apart so that none covers another. @param gap least distance, in the unit of `at` */
export function apart<L extends { at: number }>(labels: L[], gap: number): L[] {
  const moved = [...labels].sort((a, b) => b.at - a.at).map((label) => ({ ...label }));
  moved.forEach((label, index) => {
    const above = moved[index - 1];
    if (above && above.at - label.at < gap) {
      label.at = above.at - gap;
    }
  });
  return moved;
}
