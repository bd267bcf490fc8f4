import type { JSX } from "preact";
import type { PageProps } from "../main.tsx";

export default function Page(_: PageProps): JSX.Element {
  return <h1>people</h1>;
}
