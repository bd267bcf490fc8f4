import type { ComponentChildren, JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { shared } from "../texts/shared.ts";
import { shell } from "../texts/shell.ts";
import { Definition } from "./figure.tsx";
import { texts } from "./language.ts";
import { sorted, useNesting, useSort, type Sort } from "./rows.ts";

const t = texts(shared);
const common = texts(shell);

export interface Column<R> {
  key: string;
  title: string;
  /** Anchor of the definition of the figure. */
  slug?: string;
  /** What it is sorted by and what a download holds; absent values come last. */
  value: (row: R) => string | number | undefined;
  /** What is shown; the value without it. */
  show?: (row: R) => ComponentChildren;
  /** Numbers stand at the end of their column. */
  numeric?: boolean;
  /** It holds buttons: there is nothing to sort by, and no title to see. */
  isAction?: boolean;
}

interface TableProps<R> {
  caption: string;
  columns: Column<R>[];
  rows: R[];
  rowKey: (row: R) => string;
  /** Key of the column and direction at first; the order of `rows` without it. */
  sort?: Sort;
  /** Name of the part of the query that holds the order, such as `sort=-mastery`; without it the order is kept by the table alone. */
  sortIn?: string;
  hideCaption?: boolean;
  selected?: string;
  /** Key of the row in which a row lies, if any: such rows are sorted within it, and fold away. */
  within?: (row: R) => string | undefined;
  /** How a row is called where it is folded. */
  rowName?: (row: R) => string;
  /** How many rows are shown at a time. */
  pageSize?: number;
}

/**
 * A table that can be sorted by each column. On a narrow screen each row becomes a block with the names of the columns.
 * The first column names the row.
 */
export function Table<R>(props: TableProps<R>): JSX.Element {
  const [sort, setSort] = useSort(props.sort, props.sortIn);
  const [first, setFirst] = useState(0);
  const order = (by: Sort) => (setFirst(0), setSort(by));
  const { placed, folded, fold } = useNesting(props, useMemo(() => sorted(props, sort), [props.rows, props.columns, sort?.key, sort?.down]));
  const size = props.pageSize ?? Infinity;
  const begin = first < placed.length ? first : 0;
  const shown = size === Infinity ? placed : placed.slice(begin, begin + size);
  return (
    <div class="table">
      <NarrowOrder columns={props.columns} sort={sort} order={order} />
      <div class="scroll" tabIndex={0} role="region" aria-label={props.caption}>
        <table role="table">
          <caption class={props.hideCaption ? "only-spoken" : undefined}>{props.caption}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {props.columns.map((of) => (
                <th key={of.key} role="columnheader" scope="col" class={of.numeric ? "numeric" : undefined} aria-sort={sort?.key !== of.key ? undefined : sort.down ? "descending" : "ascending"}>
                  {of.isAction ? (
                    <span class="only-spoken">{of.title}</span>
                  ) : (
                    <button class="sort" onClick={() => order({ key: of.key, down: sort?.key === of.key ? !sort.down : !!of.numeric })}>
                      {of.title}
                      <span aria-hidden="true">{sort?.key === of.key ? (sort.down ? " ↓" : " ↑") : ""}</span>
                    </button>
                  )}
                  {of.slug && <Definition slug={of.slug} of={of.title} />}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {shown.map(({ row, key, depth, holds }) => (
              <tr key={key} role="row" aria-current={props.selected === key ? "true" : undefined} class={depth > 0 ? `within-${Math.min(depth, 4)}` : undefined}>
                {props.columns.map((of, index) => {
                  const content = of.show ? of.show(row) : of.value(row);
                  return index > 0 ? (
                    <td key={of.key} role="cell" data-name={of.isAction ? "" : of.title} class={of.numeric ? "numeric" : undefined}><div>{content}</div></td>
                  ) : (
                    <th key={of.key} role="rowheader" scope="row" dir="auto">
                      {props.within && <Fold holds={holds} isFolded={folded.has(key)} name={props.rowName?.(row) ?? key} turn={() => fold(key)} />}
                      {content}
                    </th>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
        {props.rows.length === 0 && <p class="aside">{t.noRows}</p>}
      </div>
      {placed.length > size && <Pager first={begin} size={size} of={placed.length} turn={setFirst} />}
    </div>
  );
}

function Fold(props: { holds: number; isFolded: boolean; name: string; turn: () => void }): JSX.Element {
  return props.holds === 0 ? (
    <span class="fold" />
  ) : (
    <button class="quiet fold" aria-expanded={!props.isFolded} aria-label={t.within(props.holds, props.name)} onClick={props.turn}>
      <span aria-hidden="true">{props.isFolded ? "▸" : "▾"}</span>
    </button>
  );
}

/** The head of the table is not shown on narrow screens; this orders the rows there, and leads to the definitions. */
function NarrowOrder<R>(props: { columns: Column<R>[]; sort: Sort | undefined; order: (sort: Sort) => void }): JSX.Element {
  const { columns, sort, order } = props;
  const chosen = (key: string) => ({ key, down: !!columns.find((of) => of.key === key)?.numeric });
  return (
    <div class="narrow-order no-print">
      <label>
        {t.orderBy}{" "}
        <select value={sort?.key ?? ""} onChange={(event) => event.currentTarget.value && order(chosen(event.currentTarget.value))}>
          {!sort && <option value="">{t.asGiven}</option>}
          {columns.filter((of) => !of.isAction).map((of) => <option key={of.key} value={of.key}>{of.title}</option>)}
        </select>
      </label>
      {sort && <button class="quiet" onClick={() => order({ ...sort, down: !sort.down })}>{sort.down ? t.descending : t.ascending}</button>}
      {columns.some((of) => of.slug) && (
        <details>
          <summary>{common.definitions}</summary>
          <ul>{columns.map((of) => of.slug && <li key={of.key}><a href={`/definitions#${of.slug}`}>{of.title}</a></li>)}</ul>
        </details>
      )}
    </div>
  );
}

/** Turns the pages of a long list. */
export function Pager(props: { first: number; size: number; of: number; turn: (first: number) => void }): JSX.Element {
  const { first, size, of, turn } = props;
  return (
    <p class="pager no-print">
      <button class="quiet" disabled={first === 0} onClick={() => turn(Math.max(0, first - size))}>{t.pageBefore}</button>
      <span role="status">{t.range(first + 1, Math.min(of, first + size), of)}</span>
      <button class="quiet" disabled={first + size >= of} onClick={() => turn(first + size)}>{t.pageAfter}</button>
    </p>
  );
}

/** The rows as CSV (RFC 4180), with the same values as the table; a cell that a spreadsheet would compute is quoted as text. */
export function csv<R>(columns: Column<R>[], rows: R[]): string {
  const cell = (value: string | number | undefined) => {
    const text = String(value ?? "").replace(/^[=+@\t\r]|^-(?![\d.]+$)/, "'$&");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns.map((of) => of.title), ...rows.map((row) => columns.map((of) => of.value(row)))].map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** Hands a file to the person. */
export function download(name: string, content: Blob | string, type = "text/csv"): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(typeof content === "string" ? new Blob([content], { type: `${type};charset=utf-8` }) : content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
