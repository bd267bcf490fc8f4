import type { JSX } from "preact";
import { design } from "../../texts/design.ts";
import { Chart } from "../../ui/chart.tsx";
import { dotRangeHeight, drawDotRanges, shareDomain } from "../../ui/dot-range.ts";
import { Bar, Figure } from "../../ui/figure.tsx";
import { Field } from "../../ui/form.tsx";
import { percent } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import { Notice, Placeholder } from "../../ui/notice.tsx";
import { Table, type Column } from "../../ui/table.tsx";

const t = texts(design);

interface Row {
  tag: string;
  mastery: number;
  low: number;
  high: number;
  cards: number;
}

const ROWS: Row[] = [
  { tag: "attention", mastery: 0.91, low: 0.86, high: 0.95, cards: 24 },
  { tag: "attention::softmax", mastery: 0.58, low: 0.44, high: 0.7, cards: 6 },
  { tag: "positional-embeddings", mastery: 0.74, low: 0.62, high: 0.84, cards: 11 },
];

const columns: Column<Row>[] = [
  { key: "tag", title: t.topic, value: ({ tag }) => tag },
  { key: "mastery", title: t.mastery, slug: "mastery", numeric: true, value: ({ mastery }) => mastery, show: ({ mastery }) => percent(mastery) },
  { key: "cards", title: t.cards, slug: "cards", numeric: true, value: ({ cards }) => cards, show: ({ cards }) => whole(cards) },
];

/** The parts that pages are made of, as they are used; the numbers are examples. */
export function Parts(): JSX.Element {
  return (
    <>
      <div class="columns">
        <section class="panel">
          <h2>{t.buttons}</h2>
          <div class="actions"><button type="button">{t.main}</button><button type="button" class="second">{t.second}</button><button type="button" class="quiet">{t.quiet}</button><button type="button" class="danger">{t.danger}</button><button type="button" disabled>{t.disabled}</button><button type="button" class="second" aria-pressed="true">{t.pressed}</button></div>
          <h2>{t.focus}</h2>
          <p class="aside">{t.focusHint}</p>
          <div class="actions focus-sample"><a href="#content">{t.link}</a><button type="button" class="second">{t.second}</button></div>
        </section>
        <section class="panel">
          <h2>{t.fields}</h2>
          <Field label={t.name} hint={t.nameHint}>{(ids) => <input {...ids} autoComplete="off" />}</Field>
          <Field label={t.wrong} error={t.wrongHint}>{(ids) => <input {...ids} value={t.wrongValue} aria-invalid="true" />}</Field>
          <Field label={t.choice}>{(ids) => <select {...ids}>{t.choices.map((choice) => <option key={choice}>{choice}</option>)}</select>}</Field>
          <Field label={t.date}>{(ids) => <input {...ids} type="date" />}</Field>
          <label class="check"><input type="checkbox" checked /> {t.check}</label>
        </section>
      </div>
      <section class="panel">
        <h2>{t.notices}</h2>
        <Notice>{t.info}</Notice>
        <Notice kind="good">{t.good}</Notice>
        <div class="notice error">{t.error}</div>
        <h2>{t.chips}</h2>
        <p class="actions"><span class="tag">{t.tag}</span><span class="chip">{t.chip}</span><span class="chip good">{t.chipGood}</span><span class="chip warn">{t.chipWarn}</span><span class="chip bad">{t.chipBad}</span></p>
      </section>
      <section class="panel">
        <h2>{t.figures}</h2>
        <p class="aside">{t.figuresHint}</p>
        <div class="figures">
          <Figure label={t.mastery} slug="mastery" value={percent(0.873, 1)}>{t.masteryBasis}</Figure>
          <Figure label={t.due} slug="due" value="41">{t.dueBasis}</Figure>
          <Figure label={t.coverage} slug="coverage" value={percent(0.8)}><Bar share={0.62} behind={0.8} />{t.coverageBasis}</Figure>
        </div>
        <h2>{t.steps}</h2>
        <p class="steps" aria-hidden="true">{[0, 1, 2, 3, 4, 5].map((step) => <span key={step} style={{ background: `var(--step-${step})` }} />)}</p>
      </section>
      <section class="panel">
        <h2>{t.table}</h2>
        <Table caption={t.tableCaption} columns={columns} rows={ROWS} rowKey={({ tag }) => tag} within={({ tag }) => tag.split("::").slice(0, -1).join("::") || undefined} rowName={({ tag }) => tag} />
      </section>
      <section class="panel">
        <h2>{t.chart}</h2>
        <Chart
          title={t.mastery}
          summary={t.chartSummary}
          name="design"
          columns={columns}
          rows={ROWS}
          height={dotRangeHeight(ROWS.length)}
          draw={(plot, width) => drawDotRanges(plot, width, ROWS.map(({ tag, mastery, low, high }) => ({ label: tag, value: mastery, low, high })), { label: `${t.mastery} →`, domain: shareDomain(ROWS.flatMap(({ low, high }) => [low, high])), format: (value) => percent(value) })}
        />
      </section>
      <section class="panel">
        <h2>{t.states}</h2>
        <div class="sample"><Placeholder height={3} /></div>
        <div class="empty"><h3>{t.empty}</h3><p>{t.emptyHint}</p><button type="button" class="second">{t.emptyAction}</button></div>
      </section>
    </>
  );
}
