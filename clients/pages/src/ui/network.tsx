import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { frame } from "../texts/frame.ts";
import { texts } from "./language.ts";
import { Notice } from "./notice.tsx";

const t = texts(frame);

/** When the service worker is installed at the latest: it loads files, which those of the page come before. */
const LATEST_MILLIS = 5_000;

/** Whether there is a network, and whether newer pages wait. */
export default function NetworkState(): JSX.Element {
  const [isOffline, setOffline] = useState(!navigator.onLine);
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    const look = () => {
      setOffline(!navigator.onLine);
      navigator.onLine && keepMissing();
    };
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    const start = () => void install(setWaiting);
    "requestIdleCallback" in window ? requestIdleCallback(start, { timeout: LATEST_MILLIS }) : setTimeout(start, 500);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  return (
    <>
      {isOffline && <Notice>{t.offline}</Notice>}
      {waiting && <Notice action={<button class="quiet" onClick={() => waiting.postMessage("take over")}>{t.takeNewVersion}</button>}>{t.newVersion}</Notice>}
    </>
  );
}

/** The service worker keeps files that it could not get before. */
function keepMissing(): void {
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.controller?.postMessage("keep missing");
  }
}

const LOOK_MILLIS = 3_600_000;

/** Installs the service worker; @param ready gets a newer one that waits until the person wants it, so that no answer is disturbed */
async function install(ready: (worker: ServiceWorker) => void): Promise<void> {
  if (!("serviceWorker" in navigator)) {
    return;
  }
  let hadOne = navigator.serviceWorker.controller !== null;
  // also after a click in another tab: a page in the middle of something says no to the event, and loads anew when it is done
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    const isNewer = hadOne;
    hadOne = true;
    if (isNewer && window.dispatchEvent(new Event("engram-reload", { cancelable: true }))) {
      location.reload();
    }
  });
  try {
    const registration = await navigator.serviceWorker.register("/service-worker.js");
    const offer = () => registration.waiting && navigator.serviceWorker.controller && ready(registration.waiting);
    offer();
    keepMissing();
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
    setInterval(() => document.hidden || void registration.update().catch(() => {}), LOOK_MILLIS);
  } catch (failure) {
    console.warn("The pages work without their service worker, but not without a network.", failure);
  }
}
