import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** A text of a card: HTML that the server has sanitised, else the text with its line ends. Formulas are drawn and code is coloured when there is some. */
export function CardText({ text, html }: { text?: string | undefined; html?: string | undefined }): JSX.Element {
  const holder = useRef<HTMLDivElement>(null);
  const isRich = html ? html.includes("class=") : /\$[^$]+\$/.test(text ?? "");
  useEffect(() => {
    const inside = holder.current;
    if (isRich && inside) {
      // without a network at the first formula its source stays, which can be read, too
      import("./rich.ts").then(({ enrich }) => enrich(inside, html === undefined)).catch(() => {});
    }
  }, [text, html]);
  const key = html ?? text; // what is drawn is drawn into the element, so that another text needs another one
  return html ? (
    <div key={key} ref={holder} class="card-rich" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
  ) : (
    <div key={key} ref={holder} class="card-plain" dir="auto">{fenced(text ?? "")}</div>
  );
}

/** Lines between fences are code. */
function fenced(text: string): ComponentChildren {
  return text.split(/^(?:```|~~~).*\n?/m).map((part, index) => (index % 2 === 0 ? part : <pre key={index} dir="ltr"><code>{part}</code></pre>));
}
