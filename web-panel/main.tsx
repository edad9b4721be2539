import { render } from "solid-js/web";
import { App } from "./app.tsx";

const root = document.getElementById("panel");
if (!root) throw new Error("The page has no place for the panel");
render(() => <App />, root);
