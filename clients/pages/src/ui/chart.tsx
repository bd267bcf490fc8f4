import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { turn } from "../../../typescript/src/pause.ts";
import { shared } from "../texts/shared.ts";
import { Definition } from "./figure.tsx";
import { texts } from "./language.ts";
import { whenNear } from "./near.tsx";
import { Placeholder } from "./notice.tsx";
import { csv, download, Table, type Column } from "./table.tsx";

const t = texts(shared);

/** Observable Plot, loaded when the first chart is shown. */
export type Plot = typeof import("@observablehq/plot");

let plot: Plot | undefined;

/** A chart in words, numbers and a picture: the table holds the numbers that the picture shows. */
export interface ChartProps<R> {
  title: string;
  /** Of the heading: 2 where the chart is a panel of its own, else 3. */
  level?: 2 | 3;
  /** Anchor of the definition of what it shows. */
  slug?: string;
  /** Controls of what it shows, such as a range. */
  controls?: ComponentChildren;
  /** The text alternative: what the picture shows, in a sentence or two with the numbers that matter. */
  summary: string;
  /** Name of downloaded files, without ending. */
  name: string;
  columns: Column<R>[];
  rows: R[];
  height: number;
  /** @param width in pixels; narrow screens get fewer ticks. Colours by classes and CSS variables, see `style/chart.css` */
  draw: (plot: Plot, width: number) => SVGSVGElement | HTMLElement;
  /** Changes when the picture has to be drawn again though the rows are the same. */
  drawKey?: string;
}

/** Draws with Plot when it comes near the screen, the first when it is shown, since Plot takes a while to start; again when its width changes; offers table, CSV and picture. */
export function Chart<R>(props: ChartProps<R>): JSX.Element {
  const holder = useRef<HTMLDivElement>(null);
  const [isTable, setTable] = useState(false);
  const [isDrawn, setDrawn] = useState(false);
  const key = JSON.stringify([props.rows, props.drawKey]);
  const Heading = props.level === 2 ? "h2" : "h3";
  useEffect(() => {
    const inside = holder.current;
    if (isTable || inside === null) {
      return undefined;
    }
    let last = 0;
    let isGone = false;
    const draw = (width: number) => {
      if (plot && !isGone && width > 0 && width !== last) {
        last = width;
        inside.replaceChildren(withoutStyle(props.draw(plot, width)));
        setDrawn(true);
      }
    };
    const width = () => Math.floor(inside.clientWidth);
    const resized = new ResizeObserver(async () => {
      plot ??= await import("./plot.ts");
      await turn(); // each of the charts of a page in a task of its own
      draw(width());
    });
    const place = isDrawn ? inside : (inside.previousElementSibling as Element); // what is drawn, or the placeholder
    const stop = whenNear(place, plot ? 300 : 0, (isPrinted) => {
      resized.observe(inside);
      isPrinted && draw(width());
    });
    return () => {
      isGone = true;
      stop();
      resized.disconnect();
    };
  }, [isTable, key]);
  return (
    <figure class="chart" aria-label={props.title}>
      <figcaption>
        {props.controls && <div class="controls no-print">{props.controls}</div>}
        <Heading>{props.title}{props.slug && <Definition slug={props.slug} of={props.title} />}</Heading>
        <p class="aside">{props.summary}</p>
      </figcaption>
      {isTable ? (
        <Table caption={props.title} hideCaption columns={props.columns} rows={props.rows} rowKey={(row) => JSON.stringify(row)} />
      ) : (
        <>
          {!isDrawn && <Placeholder height={props.height / 16} />}
          <div ref={holder} class="picture" role="img" aria-label={`${props.title}. ${props.summary}`} style={{ minHeight: isDrawn ? `${props.height}px` : 0 }} />
        </>
      )}
      <p class="tools no-print">
        <button class="quiet" aria-pressed={isTable} onClick={() => (setTable(!isTable), setDrawn(false))}>{isTable ? t.asChart : t.asTable}</button>
        <button class="quiet" onClick={() => download(`${props.name}.csv`, csv(props.columns, props.rows))}>CSV</button>
        {isDrawn && !isTable && <button class="quiet" onClick={() => void picture(holder.current, props)}>{t.picture}</button>}
      </p>
    </figure>
  );
}

/** Plot brings a style element for its class, which the content security policy refuses; `style/chart.css` has its rules. */
function withoutStyle(drawn: SVGSVGElement | HTMLElement): SVGSVGElement | HTMLElement {
  drawn.querySelectorAll("style").forEach((style) => style.remove());
  drawn.querySelectorAll("g[aria-label]:not([aria-label='tip'])").forEach((group) => group.removeAttribute("aria-label")); // a group may have none; the picture has its own
  drawn.setAttribute("aria-hidden", "true"); // the holder says what it shows; names of marks say nothing to a person
  return drawn;
}

/** The chart as an SVG file that needs no style sheet. */
async function picture<R>(holder: HTMLElement | null, props: ChartProps<R>): Promise<void> {
  const shown = holder?.querySelector("svg");
  if (!shown) {
    return;
  }
  const copy = shown.cloneNode(true) as SVGSVGElement;
  const originals = [shown, ...shown.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, index) => {
    const style = getComputedStyle(originals[index] as Element);
    for (const name of ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight", "text-anchor"]) {
      element.setAttribute(name, style.getPropertyValue(name));
    }
    element.removeAttribute("style");
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = `${props.title}. ${props.summary}`;
  copy.prepend(title);
  download(`${props.name}.svg`, new XMLSerializer().serializeToString(copy), "image/svg+xml");
}
