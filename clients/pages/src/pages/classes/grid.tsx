import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { Empty } from "../../ui/ask.tsx";
import { language, percent, whole } from "../../ui/language.ts";
import { setQuery, useRoute } from "../../ui/route.ts";
import { LEVELS, levelName, type Level } from "./mastery.tsx";
import { Figures, learnerPath, Recorded, t, tagName, useFigures, useMoment, type ClassBasis, type Cohort } from "./model.tsx";

interface Cell {
  learner: string;
  tag: string;
  mastery: number;
  seen: number;
  cards: number;
  level: Level;
}

interface GridAnswer extends ClassBasis {
  horizonDays: number;
  cells: Cell[];
}

const TAGS_AT_ONCE = 40;
const LEARNERS_AT_ONCE = 60;

/** Learners by topics as a table of numbers, shaded by level. */
export function Grid({ cohort }: { cohort: Cohort }): JSX.Element {
  const { horizonQuery } = useMoment();
  const path = `/cohorts/${cohort.cohortId}/grid`;
  const asked = useFigures<GridAnswer>(path, horizonQuery);
  return (
    <>
      <Recorded />
      <Figures of={asked} height={36} csv={{ path, query: horizonQuery, name: `${cohort.name}-grid` }}>
        {(data) =>
          data.cells.length === 0 ? (
            <Empty title={t.noLearners} action={<a class="button" href={`/classes/${cohort.cohortId}?tab=members`}>{t.toMembers}</a>}>{t.noLearnersHint}</Empty>
          ) : (
            <section class="panel">
              <h2>{t.gridTable}</h2>
              <p class="aside">{t.gridHint}</p>
              <Legend />
              <Matrix cells={data.cells} cohortId={cohort.cohortId} />
            </section>
          )
        }
      </Figures>
    </>
  );
}

function Legend(): JSX.Element {
  const ranges: Record<Level, string> = { none: "0", low: "< 60 %", middle: "< 80 %", good: "< 90 %", high: "≥ 90 %" };
  return (
    <ul class="legend" aria-hidden="true">
      {LEVELS.map((level) => <li key={level}><span class={`swatch level-${level}`} />{levelName(level)} <span class="aside">{ranges[level]}</span></li>)}
    </ul>
  );
}

function Matrix({ cells, cohortId }: { cells: Cell[]; cohortId: string }): JSX.Element {
  const { query } = useRoute();
  const sort = query.get("sort") ?? "";
  const isDown = query.get("down") === "1";
  const { tags, learners, cellOf } = useMemo(() => index(cells), [cells]);
  const sorted = useMemo(() => {
    const by = [...learners].sort((a, b) => a.localeCompare(b, language));
    if (sort.startsWith("t:")) {
      const tag = sort.slice(2);
      by.sort((a, b) => (cellOf.get(a)?.get(tag)?.mastery ?? -1) - (cellOf.get(b)?.get(tag)?.mastery ?? -1));
    }
    return isDown ? by.reverse() : by;
  }, [learners, sort, isDown]);
  const column = page(tags, Number(query.get("topics") ?? 0), TAGS_AT_ONCE);
  const row = page(sorted, Number(query.get("learners") ?? 0), LEARNERS_AT_ONCE);
  const by = (key: string) => setQuery({ sort: key, down: sort === key && !isDown ? 1 : null });
  const ariaSort = (key: string) => (sort !== key ? undefined : isDown ? "descending" : "ascending");
  return (
    <>
      <div class="grid-scroll" tabIndex={0} role="region" aria-label={t.gridTable}>
        <table class="grid">
          <caption class="only-spoken">{t.gridTable}</caption>
          <thead>
            <tr>
              <th scope="col" aria-sort={ariaSort("")}><button class="sort" onClick={() => by("")}>{t.learner}{arrow(sort === "", isDown)}</button></th>
              {column.items.map((tag) => (
                <th key={tag} scope="col" aria-sort={ariaSort(`t:${tag}`)}>
                  <button class="sort" onClick={() => by(`t:${tag}`)}><span dir="auto">{tagName(tag)}</span>{arrow(sort === `t:${tag}`, isDown)}</button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {row.items.map((learner) => (
              <tr key={learner}>
                <th scope="row" dir="auto"><a href={learnerPath(cohortId, learner)}>{learner}</a></th>
                {column.items.map((tag) => <GridCell key={tag} of={cellOf.get(learner)?.get(tag)} />)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager of={column} name="topics" what={t.topics} />
      <Pager of={row} name="learners" what={t.learners} />
    </>
  );
}

const arrow = (isSorted: boolean, isDown: boolean) => <span aria-hidden="true">{isSorted ? (isDown ? " ↓" : " ↑") : ""}</span>;

function GridCell({ of }: { of: Cell | undefined }): JSX.Element {
  return of === undefined ? (
    <td>–</td>
  ) : (
    <td class={`level-${of.level}`} title={`${levelName(of.level)}, ${t.seenOf(of.seen, of.cards)}`}>
      {percent(of.mastery).replace(/[\s%]/g, "")}<span class="only-spoken"> %, {levelName(of.level)}</span>
    </td>
  );
}

function index(cells: Cell[]) {
  const tags = new Set<string>();
  const cellOf = new Map<string, Map<string, Cell>>();
  for (const cell of cells) {
    tags.add(cell.tag);
    const row = cellOf.get(cell.learner) ?? new Map<string, Cell>();
    row.set(cell.tag, cell);
    cellOf.set(cell.learner, row);
  }
  return { tags: [...tags].sort((a, b) => a.localeCompare(b, language)), learners: [...cellOf.keys()], cellOf };
}

interface Slice<T> {
  items: T[];
  from: number;
  step: number;
  of: number;
}

function page<T>(all: T[], from: number, step: number): Slice<T> {
  const begin = from > 0 && from < all.length ? Math.floor(from / step) * step : 0;
  return { items: all.slice(begin, begin + step), from: begin, step, of: all.length };
}

function Pager<T>({ of, name, what }: { of: Slice<T>; name: string; what: string }): JSX.Element | null {
  const { from, step, items } = of;
  return of.of <= step ? null : (
    <div class="actions no-print">
      <button class="second" disabled={from === 0} onClick={() => setQuery({ [name]: from - step || null })}>{t.earlier}</button>
      <span class="aside" role="status">{t.rangeOf(from + 1, from + items.length, of.of, what)}</span>
      <button class="second" disabled={from + step >= of.of} onClick={() => setQuery({ [name]: from + step })}>{t.later}</button>
      <span class="only-spoken">{whole(of.of)}</span>
    </div>
  );
}
