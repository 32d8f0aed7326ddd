import "./language.ts";
import { render } from "preact";
import "uplot/dist/uPlot.min.css";
import "./styles/theme.css";
import "./styles/page.css";
import "./styles/talk.css";
import "./styles/learning.css";
import { Page } from "./page.tsx";
import { connect } from "./state/connection.ts";

connect();
const root = document.getElementById("page");
if (root) render(<Page />, root);
