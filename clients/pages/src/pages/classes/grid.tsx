import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { Empty } from "../../ui/empty.tsx";
import { percent } from "../../ui/format.ts";
import { language } from "../../ui/language.ts";
import { setQuery } from "../../ui/query.ts";
import { useRoute } from "../../ui/route.ts";
import { Pager } from "../../ui/table.tsx";
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

const TAGS_AT_ONCE = 25;
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
  const ranges: Record<Level, string> = { none: "0", low: `< ${percent(0.6)}`, middle: `< ${percent(0.8)}`, good: `< ${percent(0.9)}`, high: `≥ ${percent(0.9)}` };
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
      {tags.length > TAGS_AT_ONCE && <div><p class="aside">{t.topics}</p><Pager first={column.from} size={TAGS_AT_ONCE} of={tags.length} turn={(first) => setQuery({ topics: first || null })} /></div>}
      {learners.length > LEARNERS_AT_ONCE && <div><p class="aside">{t.learners}</p><Pager first={row.from} size={LEARNERS_AT_ONCE} of={learners.length} turn={(first) => setQuery({ learners: first || null })} /></div>}
    </>
  );
}

const arrow = (isSorted: boolean, isDown: boolean) => <span aria-hidden="true">{isSorted ? (isDown ? " ↓" : " ↑") : ""}</span>;

/** Two nodes of the document for each of a thousand cells and more: what is spoken of it is its label. */
function GridCell({ of }: { of: Cell | undefined }): JSX.Element {
  if (of === undefined) {
    return <td>–</td>;
  }
  const per100 = Math.round(of.mastery * 100);
  const level = levelName(of.level);
  return <td class={`level-${of.level}`} aria-label={`${per100} %, ${level}`} title={`${level}, ${t.seenOf(of.seen, of.cards)}`}>{per100}</td>;
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

/** The part of a long list that is shown. */
function page<T>(all: T[], from: number, size: number): { items: T[]; from: number } {
  const begin = from > 0 && from < all.length ? Math.floor(from / size) * size : 0;
  return { items: all.slice(begin, begin + size), from: begin };
}
