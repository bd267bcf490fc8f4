/** What is read of the JSON of `engram hardness rank --json`; docs/research/hardness.md has all of it. Absent figures are null there. */
export interface Interval {
  low: number;
  high: number;
}

export interface ValueInterval extends Interval {
  value: number;
}

export interface TagHardness {
  tag: string;
  eligibility: { kind: "ranked" | "insufficient" | "not_separable" | "alias"; reason: string };
  cards: number;
  learners: number;
  rows: number;
  lapses: number;
  effect: number;
  sd: number;
  lapseAt7Days: ValueInterval | null;
  halfLifeRatio: ValueInterval | null;
  medianRank: number;
  drawn: Interval;
  pairwise: Interval;
  simultaneous: Interval;
  topK: Record<string, number>;
  gammaSensitive: boolean;
  baseline: { label: string; rate: number | null; rank: number | null };
  note: string;
}

export interface Rows {
  delivered: number;
  kept: number;
  dropped: Record<string, number>;
  lapses: number;
  learners: number;
  learnersLeftOut: number;
  cards: number;
  tags: number;
  notes: string[];
}

export interface Report {
  outcome: "report";
  claim: string;
  version: Record<string, unknown>;
  rows: Rows;
  gamma: { value: number; source: string; lateness: { estimate: number; se: number } | null; planned: { estimate: number; se: number } | null; band: number[]; reason: string };
  fit: { method: string; converged: boolean; covariance: string; spreads: { factor: string; levels: number; sd: number }[]; warnings: string[] };
  tags: TagHardness[];
  pairs: { tags: string[]; distinguishable: number; harder: number[][] };
  cards: { card: string; effect: number; sd: number; total: number; totalSd: number; rows: number; lapses: number }[];
  aliases: { tags: string[]; jaccard: number }[];
  sensitivities: { name: string; what: string; tau: number | null; problem: string }[];
  shuffled: { meanTau: number | null; meanSd: number | null };
  baselineTau: number | null;
  acquisition: { rows: number; tau: number | null; tags: { tag: string; failure: number; expectedRank: number; eligibility: { kind: string; reason: string } }[]; problem: string };
  workload: { tag: string; histories: number; reached: number; meanReached: number | null; median: number | null }[];
  warnings: { code: string; sentence: string }[];
}

export interface Insufficient {
  outcome: "insufficient";
  reasons: { code: string; reason: string }[];
  rows: Rows;
}

/** What a file came to. */
export type Parsed =
  | { kind: "report"; report: Report }
  | { kind: "insufficient"; insufficient: Insufficient }
  | { kind: "error"; reason: string }
  | { kind: "not-json" }
  | { kind: "other"; missing: string };

type Values = Record<string, unknown>;
const isObject = (value: unknown): value is Values => typeof value === "object" && value !== null && !Array.isArray(value);
const isInterval = (value: unknown) => isObject(value) && typeof value.low === "number" && typeof value.high === "number";

/** What each tag must have, so that nothing on the page can fail on it. */
const TAG_PARTS: Record<string, (value: unknown) => boolean> = {
  tag: (value) => typeof value === "string",
  eligibility: (value) => isObject(value) && typeof value.kind === "string",
  cards: Number.isFinite,
  learners: Number.isFinite,
  rows: Number.isFinite,
  lapses: Number.isFinite,
  effect: Number.isFinite,
  sd: Number.isFinite,
  medianRank: Number.isFinite,
  drawn: isInterval,
  pairwise: isInterval,
  simultaneous: isInterval,
  topK: isObject,
  baseline: isObject,
};

const PARTS: Record<string, (value: unknown) => boolean> = {
  claim: (value) => typeof value === "string",
  version: isObject,
  rows: (value) => isObject(value) && isObject(value.dropped) && Array.isArray(value.notes),
  gamma: (value) => isObject(value) && typeof value.value === "number" && Array.isArray(value.band),
  fit: (value) => isObject(value) && Array.isArray(value.spreads) && Array.isArray(value.warnings),
  tags: Array.isArray,
  pairs: (value) => isObject(value) && Array.isArray(value.tags) && Array.isArray(value.harder) && value.harder.every(Array.isArray),
  cards: Array.isArray,
  aliases: Array.isArray,
  sensitivities: Array.isArray,
  shuffled: isObject,
  acquisition: (value) => isObject(value) && Array.isArray(value.tags),
  workload: Array.isArray,
  warnings: Array.isArray,
};

/** Reads the text of a file; says which part is missing where it is another one. */
export function parse(text: string): Parsed {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return { kind: "not-json" };
  }
  if (!isObject(root)) {
    return { kind: "other", missing: "outcome" };
  }
  if (isObject(root.error) && typeof root.error.reason === "string") {
    return { kind: "error", reason: root.error.reason };
  }
  if (root.outcome === "insufficient" && Array.isArray(root.reasons) && isObject(root.rows)) {
    return { kind: "insufficient", insufficient: root as unknown as Insufficient };
  }
  if (root.outcome !== "report") {
    return { kind: "other", missing: "outcome" };
  }
  const missing = firstMissing(PARTS, root) ?? (root.tags as unknown[]).map((tag) => (isObject(tag) ? firstMissing(TAG_PARTS, tag) : "tag")).find((part) => part !== undefined);
  return missing === undefined ? { kind: "report", report: root as unknown as Report } : { kind: "other", missing };
}

function firstMissing(parts: typeof PARTS, of: Values): string | undefined {
  return Object.keys(parts).find((name) => !parts[name]?.(of[name]));
}

/** Which other ranked tags nobody can tell apart from each: neither is harder with the probability of the report. */
export function indistinguishable({ pairs, tags }: Report): Map<string, string[]> {
  const ranked = new Set(tags.filter(({ eligibility }) => eligibility.kind === "ranked").map(({ tag }) => tag));
  return new Map(
    pairs.tags.map((tag, row) => {
      const like = pairs.tags.filter((other, column) => {
        const harder = pairs.harder[row]?.[column] ?? 0.5;
        return column !== row && ranked.has(other) && Math.max(harder, 1 - harder) < pairs.distinguishable;
      });
      return [tag, like];
    }),
  );
}
