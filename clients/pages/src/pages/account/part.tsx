import type { ComponentChildren, JSX } from "preact";

/** A part of a page of settings: what it is about at the side, what can be done beside it. */
export function Part(props: { title: string; hint: ComponentChildren; children: ComponentChildren }): JSX.Element {
  return (
    <section class="setting">
      <header>
        <h2>{props.title}</h2>
        <p class="aside">{props.hint}</p>
      </header>
      <div class="panel">{props.children}</div>
    </section>
  );
}
