import type { JSX } from "preact";
import { design } from "../texts/design.ts";
import { decimal } from "../ui/format.ts";
import { texts } from "../ui/language.ts";
import { Notice } from "../ui/notice.tsx";
import { Table, type Column } from "../ui/table.tsx";
import { Parts } from "./design/parts.tsx";
import { contrast, PAIRS, readTokens, rgb, type Token } from "./design/tokens.ts";

const t = texts(design);

/** The design system, read from the style sheet in use. */
export default function Design(): JSX.Element {
  const tokens = readTokens();
  const of = (pattern: RegExp) => tokens.filter(({ name }) => pattern.test(name));
  return (
    <>
      <div class="page-head">
        <div>
          <h1>{t.title}</h1>
          <p class="aside">{t.lead}</p>
        </div>
      </div>
      {tokens.length === 0 ? <Notice kind="error">{t.unreadable}</Notice> : (
        <>
          <section class="panel">
            <h2>{t.type}</h2>
            <p class="aside">{t.typeHint}</p>
            <ul class="tokens">{of(/^--size-/).map((token) => <li key={token.name}><Name of={token} /><span style={{ fontSize: `var(${token.name})` }}>{t.sample}</span></li>)}</ul>
          </section>
          <section class="panel">
            <h2>{t.spacing}</h2>
            <p class="aside">{t.spacingHint}</p>
            <ul class="tokens">{of(/^--space-/).map((token) => <li key={token.name}><Name of={token} /><span class="measure" style={{ inlineSize: `var(${token.name})` }} /></li>)}</ul>
          </section>
          <section class="panel">
            <h2>{t.shape}</h2>
            <ul class="tokens short">{of(/^--(radius|width|touch|weight|line-(text|title)|font)/).map((token) => <li key={token.name}><Name of={token} /></li>)}</ul>
          </section>
          <Colours tokens={tokens.filter(({ light }) => rgb(light))} />
          <Contrasts tokens={tokens} />
        </>
      )}
      <Parts />
    </>
  );
}

function Name({ of: { name, light } }: { of: Token }): JSX.Element {
  return <span class="token-name"><code>{name.slice(2)}</code> <span class="aside">{light}</span></span>;
}

function Colours({ tokens }: { tokens: Token[] }): JSX.Element {
  return (
    <section class="panel">
      <h2>{t.colours}</h2>
      <p class="aside">{t.coloursHint}</p>
      <ul class="colours">
        {tokens.map(({ name, light, dark }) => (
          <li key={name}>
            <span class="pair" aria-hidden="true"><span style={{ background: light }} /><span style={{ background: dark }} /></span>
            <code>{name.slice(2)}</code>
            <span class="aside">{t.light} {light}<br />{t.dark} {dark}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Row {
  scheme: string;
  front: string;
  behind: string;
  ratio: number;
  needed: number;
  sample: { color: string; background: string };
}

const columns: Column<Row>[] = [
  { key: "front", title: t.front, value: ({ front }) => front, show: ({ front, sample, needed }) => <><span class="sample" style={sample} aria-hidden="true">{needed < 4.5 ? <span class="sign" style={{ background: sample.color }} /> : "Aa 87%"}</span> <code>{front.slice(2)}</code></> },
  { key: "behind", title: t.behind, value: ({ behind }) => behind, show: ({ behind }) => <code>{behind.slice(2)}</code> },
  { key: "scheme", title: t.scheme, value: ({ scheme }) => scheme },
  { key: "ratio", title: t.ratio, numeric: true, value: ({ ratio }) => ratio, show: ({ ratio }) => decimal(ratio, 2) },
  { key: "needed", title: t.needed, numeric: true, value: ({ needed }) => needed, show: ({ needed }) => decimal(needed) },
  { key: "verdict", title: t.verdict, value: ({ ratio, needed }) => ratio - needed, show: ({ ratio, needed }) => <span class={`chip ${ratio >= needed ? "good" : "bad"}`}>{ratio >= needed ? t.met : t.missed}</span> },
];

function Contrasts({ tokens }: { tokens: Token[] }): JSX.Element {
  const byName = new Map(tokens.map((token) => [token.name, token]));
  const rows = PAIRS.flatMap(({ front, behind, needed }) =>
    (["light", "dark"] as const).flatMap((scheme): Row[] => {
      const [color, background] = [byName.get(front)?.[scheme] ?? "", byName.get(behind)?.[scheme] ?? ""];
      const ratio = contrast(color, background);
      return ratio === undefined ? [] : [{ scheme: t[scheme], front, behind, ratio, needed, sample: { color, background } }];
    }),
  );
  const missed = rows.filter(({ ratio, needed }) => ratio < needed).length;
  return (
    <section class="panel">
      <header><h2>{t.pairs}</h2><span class={`chip ${missed === 0 ? "good" : "bad"}`}>{missed === 0 ? t.allMet(rows.length) : t.someMissed(missed)}</span></header>
      <Table caption={t.pairs} hideCaption columns={columns} rows={rows} rowKey={({ front, behind, scheme }) => `${front} ${behind} ${scheme}`} sort={{ key: "verdict", down: false }} pageSize={20} />
    </section>
  );
}
