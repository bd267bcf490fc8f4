import type { ComponentChildren, JSX } from "preact";

/** What is to be seen here later, and what to do about it now. */
export function Empty(props: { title: string; children?: ComponentChildren; action?: ComponentChildren }): JSX.Element {
  return (
    <div class="empty">
      <h2>{props.title}</h2>
      {props.children && <p>{props.children}</p>}
      {props.action}
    </div>
  );
}
