import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { Definition } from "../../ui/figure.tsx";
import { setQuery } from "../../ui/query.ts";
import { useRoute } from "../../ui/route.ts";

/** A part of the page with its heading and what belongs to it. */
export function Panel(props: { title: string; slug?: string; lead?: ComponentChildren; tools?: ComponentChildren; children: ComponentChildren }): JSX.Element {
  return (
    <section class="panel" aria-label={props.title}>
      <header>
        <h2>{props.title}{props.slug && <Definition slug={props.slug} of={props.title} />}</h2>
        {props.tools && <div class="controls no-print">{props.tools}</div>}
        {props.lead && <p class="aside lead">{props.lead}</p>}
      </header>
      {props.children}
    </section>
  );
}

/** A choice that the address holds; the first one is in force where it holds none. */
export function useChoice<V extends string>(name: string, values: readonly [V, ...V[]]): V {
  const held = useRoute().query.get(name);
  return values.find((value) => value === held) ?? values[0];
}

/** Lets a person choose one of few. */
export function Choice<V extends string>(props: { name: string; label: string; values: readonly [V, ...V[]]; text: (value: V) => string }): JSX.Element {
  const id = useId();
  const chosen = useChoice(props.name, props.values);
  return (
    <div class="field inline">
      <label for={id}>{props.label}</label>
      <select id={id} value={chosen} onChange={({ currentTarget: { value } }) => setQuery({ [props.name]: value === props.values[0] ? null : value })}>
        {props.values.map((value) => <option key={value} value={value}>{props.text(value)}</option>)}
      </select>
    </div>
  );
}
