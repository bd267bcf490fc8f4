import { start } from "./app.tsx";
import { loadTexts } from "./ui/language.ts";

void loadTexts("shell").then(() => start(document.getElementById("app") as HTMLElement));
