import type { ComponentChildren, JSX } from "preact";
import { shared } from "../texts/shared.ts";
import { percent } from "./format.ts";
import { texts, whole } from "./language.ts";

const t = texts(shared);

/** A share with its 95 % Wilson interval and the number of observations, as the API tells it. */
export interface Proportion {
  n: number;
  value?: number;
  low?: number;
  high?: number;
}

/** A link to the definition of a figure. @param slug its anchor in docs/definitions.md */
export function Definition({ slug, of }: { slug: string; of: string }): JSX.Element {
  return (
    <a class="definition" href={`/definitions#${slug}`} title={t.definitionOf(of)} aria-label={t.definitionOf(of)}>
      ?
    </a>
  );
}

/** A figure: what it is, its value, and beneath what it stands on. */
export function Figure(props: { label: string; slug?: string; value: ComponentChildren; children?: ComponentChildren }): JSX.Element {
  return (
    <div class="figure">
      <p class="label">{props.label}{props.slug && <Definition slug={props.slug} of={props.label} />}</p>
      <p class="value">{props.value}</p>
      {props.children && <p class="aside">{props.children}</p>}
    </div>
  );
}

/** Such as "87.3 % (80 % to 92 %, n = 55)". */
export function proportionText(of: Proportion): string {
  return of.n === 0 || of.value === undefined ? t.noAnswers : `${percent(of.value, 1)} (${intervalText(of)})`;
}

/** Such as "80 % to 92 %, n = 55". */
export function intervalText(of: Proportion): string {
  return `${percent(of.low ?? 0)} ${t.to} ${percent(of.high ?? 1)}, n = ${whole(of.n)}`;
}

/** A bar for a share beside the number that says the same; a paler part behind it can show what is possible, such as coverage. */
export function Bar({ share, behind }: { share: number; behind?: number }): JSX.Element {
  return (
    <span class="bar" aria-hidden="true">
      {behind !== undefined && <span class="behind" style={{ inlineSize: `${behind * 100}%` }} />}
      <span class="front" style={{ inlineSize: `${share * 100}%` }} />
    </span>
  );
}
