import type { JSX } from "preact";
import { shell } from "../texts/shell.ts";
import { texts, whole } from "./language.ts";

const t = texts(shell);

/** Goes through a long list; nothing where all of it is on one page. */
export function Pager({ page, pages, go }: { page: number; pages: number; go: (page: number) => void }): JSX.Element | null {
  return pages <= 1 ? null : (
    <nav class="pager" aria-label={t.pagesOfList}>
      <button class="second" disabled={page <= 1} onClick={() => go(page - 1)}>{t.previous}</button>
      <span>{t.pageOf(whole(page), whole(pages))}</span>
      <button class="second" disabled={page >= pages} onClick={() => go(page + 1)}>{t.next}</button>
    </nav>
  );
}
