import type { JSX } from "preact";
import { reviewMore } from "../../texts/review-more.ts";
import { texts } from "../../ui/language.ts";

const t = texts(reviewMore);

export interface Source {
  title: string;
  url?: string;
  locator?: { kind: string; value: string };
}

/** Where a card is from, with a link to the place where that is a video. */
export default function SourceLine({ of: { title, url, locator } }: { of: Source }): JSX.Element {
  const found = url ?? /https?:\/\/\S+/.exec(title)?.[0];
  const address = found && linkTo(found, locator);
  const name = (address && !url && title.replace(found, "").replace(/[\s,;:–-]+$/, "").trim()) || title;
  const text = [name, locator && `${t.places[locator.kind] ?? ""} ${locator.value}`].filter(Boolean).join(", ");
  const shown = address ? <a href={address} target="_blank" rel="noopener noreferrer" dir="auto">{text}</a> : <span dir="auto">{text}</span>;
  return <p class="aside">{t.source}: {shown}</p>;
}

/** The address of a source, at the place in the video where there is one. */
function linkTo(found: string, locator: { kind: string; value: string } | undefined): string | undefined {
  if (!/^https?:/.test(found) || !URL.canParse(found)) {
    return undefined;
  }
  const address = new URL(found);
  if (locator?.kind === "timestamp") {
    const seconds = secondsAt(locator.value);
    /(^|\.)(youtube\.com|youtu\.be)$/.test(address.hostname) ? address.searchParams.set("t", `${seconds}s`) : (address.hash = `t=${seconds}`);
  }
  return address.href;
}

/** Seconds of a place in a video, such as `1:02:03`. */
function secondsAt(place: string): number {
  return place.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}
