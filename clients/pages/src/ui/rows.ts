import { useMemo, useState } from "preact/hooks";
import { language } from "./language.ts";
import { setQuery } from "./query.ts";
import { useRoute } from "./route.ts";
import type { Column } from "./table.tsx";

/** By which column rows are ordered. */
export interface Sort {
  key: string;
  down: boolean;
}

/** @param name part of the query that holds the order, such as `-mastery`; absent: it is not kept */
export function useSort(initial: Sort | undefined, name: string | undefined): [Sort | undefined, (sort: Sort) => void] {
  const [own, setOwn] = useState(initial);
  const { query } = useRoute();
  if (name === undefined) {
    return [own, setOwn];
  }
  const held = query.get(name);
  const sort = held === null ? initial : { key: held.replace(/^-/, ""), down: held.startsWith("-") };
  return [sort, ({ key, down }) => setQuery({ [name]: `${down ? "-" : ""}${key}` })];
}

export function sorted<R>(of: { columns: Column<R>[]; rows: R[] }, sort: Sort | undefined): R[] {
  const column = of.columns.find(({ key }) => key === sort?.key);
  if (!column || !sort) {
    return of.rows;
  }
  return [...of.rows].sort((a, b) => (sort.down ? -1 : 1) * compare(column.value(a), column.value(b), sort.down));
}

let collator: Intl.Collator | undefined;

function compare(a: string | number | undefined, b: string | number | undefined, down: boolean): number {
  if (a === undefined || b === undefined) {
    return a === b ? 0 : (a === undefined ? 1 : -1) * (down ? -1 : 1);
  }
  return typeof a === "number" && typeof b === "number" ? a - b : (collator ??= new Intl.Collator(language, { numeric: true })).compare(String(a), String(b));
}

/** A row at its place in a list whose rows may lie in others. */
interface Placed<R> {
  row: R;
  key: string;
  depth: number;
  /** How many rows lie in it, at once or deeper. */
  holds: number;
}

const FOLDED_FROM = 40;

/** Rows that lie in others come after these, unless these are folded; long lists are folded at first. */
export function useNesting<R>(
  of: { rowKey: (row: R) => string; within?: (row: R) => string | undefined },
  rows: R[],
): { placed: Placed<R>[]; folded: ReadonlySet<string>; fold: (key: string) => void } {
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const isLong = rows.length > FOLDED_FROM;
  const tree = useMemo(() => treeOf(of, rows), [rows]);
  const folded = new Set([...tree.keys()].filter((key) => key !== "" && isLong !== turned.has(key)));
  const placed: Placed<R>[] = [];
  const holds = (key: string): number => (tree.get(key) ?? []).reduce((sum, row) => sum + 1 + holds(of.rowKey(row)), 0);
  const place = (parent: string, depth: number) => {
    for (const row of tree.get(parent) ?? []) {
      const key = of.rowKey(row);
      placed.push({ row, key, depth, holds: tree.has(key) ? holds(key) : 0 });
      if (tree.has(key) && !folded.has(key)) {
        place(key, depth + 1);
      }
    }
  };
  if (of.within) {
    place("", 0);
  } else {
    placed.push(...rows.map((row) => ({ row, key: of.rowKey(row), depth: 0, holds: 0 })));
  }
  const fold = (key: string) => setTurned((before) => new Set(before.has(key) ? [...before].filter((other) => other !== key) : [...before, key]));
  return { placed, folded, fold };
}

/** Rows by the key of the row in which they lie; those that lie in none by "". */
function treeOf<R>(of: { rowKey: (row: R) => string; within?: (row: R) => string | undefined }, rows: R[]): Map<string, R[]> {
  const tree = new Map<string, R[]>();
  if (of.within) {
    const keys = new Set(rows.map(of.rowKey));
    for (const row of rows) {
      const parent = of.within(row);
      const key = parent !== undefined && keys.has(parent) ? parent : "";
      const beside = tree.get(key);
      if (beside) {
        beside.push(row);
      } else {
        tree.set(key, [row]);
      }
    }
  }
  return tree;
}
