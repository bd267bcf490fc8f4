import type { ComponentChildren, JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { shell } from "../texts/shell.ts";
import { Definition } from "./figure.tsx";
import { texts } from "./language.ts";
import { compare, type Column } from "./table.tsx";

const t = texts(shell);

interface Node<R> {
  row: R;
  tag: string;
  /** The tag without that of the row around it. */
  label: string;
  children: Node<R>[];
}

/** Rows of nested tags (`a::b` lies in `a`) as trees. A row whose outer tags have no row of their own stands at the top. */
export function treeOf<R>(rows: R[], tagOf: (row: R) => string): Node<R>[] {
  const nodes = new Map(rows.map((row) => [tagOf(row).toLowerCase(), { row, tag: tagOf(row), label: tagOf(row), children: [] } as Node<R>]));
  const roots: Node<R>[] = [];
  for (const [key, node] of nodes) {
    let outer = key;
    let around: Node<R> | undefined;
    while (around === undefined && outer.includes("::")) {
      outer = outer.slice(0, outer.lastIndexOf("::"));
      around = nodes.get(outer);
    }
    node.label = around ? node.tag.slice(outer.length + 2) : node.tag;
    (around?.children ?? roots).push(node);
  }
  return roots;
}

const UNFOLDED_UP_TO = 40;

/** A table of tags of which nested ones fold; it is sorted among those that lie in the same tag. The first column is the tag. */
export function TreeTable<R>(props: {
  caption: string;
  columns: Column<R>[];
  rows: R[];
  tag: (row: R) => string;
  sort?: { key: string; down: boolean };
  show?: (row: R, label: string) => ComponentChildren;
}): JSX.Element {
  const [sort, setSort] = useState(props.sort);
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const roots = useMemo(() => treeOf(props.rows, props.tag), [props.rows]);
  const isOpen = (node: Node<R>) => turned.has(node.tag) !== props.rows.length <= UNFOLDED_UP_TO;
  const column = props.columns.find(({ key }) => key === sort?.key);
  const ordered = (nodes: Node<R>[]) =>
    column && sort ? [...nodes].sort((a, b) => (sort.down ? -1 : 1) * compare(column.value(a.row), column.value(b.row), sort.down)) : nodes;
  const shown: { node: Node<R>; depth: number }[] = [];
  const walk = (nodes: Node<R>[], depth: number) => {
    for (const node of ordered(nodes)) {
      shown.push({ node, depth });
      if (isOpen(node)) {
        walk(node.children, depth + 1);
      }
    }
  };
  walk(roots, 0);
  const turn = (tag: string) => setTurned((before) => new Set(before.has(tag) ? [...before].filter((other) => other !== tag) : [...before, tag]));
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={props.caption}>
      <table role="table">
        <caption>{props.caption}</caption>
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
          {shown.map(({ node, depth }) => (
            <tr key={node.tag} role="row">
              {props.columns.map((of, index) =>
                index === 0 ? (
                  <th key={of.key} role="rowheader" scope="row">
                    <span class="tree-label" style={{ paddingInlineStart: `${depth * 1.25}rem` }}>
                      {node.children.length > 0 ? (
                        <button class="quiet icon fold" aria-expanded={isOpen(node)} aria-label={node.tag} onClick={() => turn(node.tag)}>{isOpen(node) ? "▾" : "▸"}</button>
                      ) : (
                        roots.some((root) => root.children.length > 0) && <span class="fold" />
                      )}
                      <span dir="auto">{props.show ? props.show(node.row, node.label || t.untagged) : node.label || t.untagged}</span>
                    </span>
                  </th>
                ) : (
                  <td key={of.key} role="cell" data-name={of.title} class={of.numeric ? "numeric" : undefined}><div>{of.show ? of.show(node.row) : of.value(node.row)}</div></td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {props.rows.length === 0 && <p class="aside">{t.noRows}</p>}
    </div>
  );
}
