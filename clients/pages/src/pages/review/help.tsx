import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { reviewMore } from "../../texts/review-more.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { keep, read, texts } from "../../ui/language.ts";
import { SWIPE } from "./keys.ts";

const t = texts(reviewMore);

/** All keys, and how reviews work. */
export default function Help({ close }: { close: () => void }): JSX.Element {
  const [isOn, setOn] = useState(read(SWIPE) !== "off");
  const change = (on: boolean) => {
    keep(SWIPE, on ? null : "off");
    setOn(on);
  };
  return (
    <Dialog title={t.keys} close={close}>
      <dl class="keys">{t.list.map(([key, what]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>)}</dl>
      <label class="check"><input type="checkbox" checked={isOn} onChange={(event) => change(event.currentTarget.checked)} /> {t.swipe}</label>
      <p class="aside">{t.intervals}</p>
      <p class="aside">{t.network}</p>
    </Dialog>
  );
}
