import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { shell } from "../texts/shell.ts";
import { Definition } from "./figure.tsx";
import { language, texts } from "./language.ts";

const t = texts(shell);

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
}

/**
 * A table that can be sorted by each column. On a narrow screen each row becomes a block with the names of the columns.
 * The first column names the row.
 */
export function Table<R>(props: {
  caption: string;
  columns: Column<R>[];
  rows: R[];
  rowKey: (row: R) => string;
  /** Key of the column and direction at first; the order of `rows` without it. */
  sort?: { key: string; down: boolean };
  hideCaption?: boolean;
  selected?: string;
}): JSX.Element {
  const [sort, setSort] = useState(props.sort);
  const column = props.columns.find(({ key }) => key === sort?.key);
  const rows = column && sort ? [...props.rows].sort((a, b) => (sort.down ? -1 : 1) * compare(column.value(a), column.value(b), sort.down)) : props.rows;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={props.caption}>
      <table role="table">
        <caption class={props.hideCaption ? "only-spoken" : undefined}>{props.caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {props.columns.map((of) => (
              <th key={of.key} role="columnheader" scope="col" class={of.numeric ? "numeric" : undefined} aria-sort={sort?.key !== of.key ? undefined : sort.down ? "descending" : "ascending"}>
                <button class="sort" onClick={() => setSort({ key: of.key, down: sort?.key === of.key ? !sort.down : !!of.numeric })}>
                  {of.title}
                  <span aria-hidden="true">{sort?.key === of.key ? (sort.down ? " ↓" : " ↑") : ""}</span>
                </button>
                {of.slug && <Definition slug={of.slug} of={of.title} />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => {
            const key = props.rowKey(row);
            return (
              <tr key={key} role="row" aria-current={props.selected === key ? "true" : undefined}>
                {props.columns.map((of, index) => {
                  const content = of.show ? of.show(row) : of.value(row);
                  return index === 0 ? (
                    <th key={of.key} role="rowheader" scope="row" dir="auto">{content}</th>
                  ) : (
                    <td key={of.key} role="cell" data-name={of.title} class={of.numeric ? "numeric" : undefined}><div>{content}</div></td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
      {rows.length === 0 && <p class="aside">{t.noRows}</p>}
    </div>
  );
}

/** Orders absent values last in both directions; texts by the language of the page. */
export function compare(a: string | number | undefined, b: string | number | undefined, down: boolean): number {
  if (a === undefined || b === undefined) {
    return a === b ? 0 : (a === undefined ? 1 : -1) * (down ? -1 : 1);
  }
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), language, { numeric: true });
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
