import type { ComponentChildren, JSX } from "preact";

/** A part of a page that is folded at first. */
export function Folded({ title, hint, children }: { title: string; hint?: string; children: ComponentChildren }): JSX.Element {
  return (
    <details class="panel folded">
      <summary><h2>{title}</h2></summary>
      {hint && <p class="aside">{hint}</p>}
      {children}
    </details>
  );
}
