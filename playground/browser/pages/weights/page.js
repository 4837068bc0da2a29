// The Weights page, as it is mounted.

import { mount } from "../../kit/page.js";
import { InsidePage } from "../../run/inside.js";
import { View } from "./view.js";

const STYLES = ["../../views/output.css", "./page.css"].map((name) => new URL(name, import.meta.url));

export const { show, hide } = mount((root) => new InsidePage(root, "weights", View, ...STYLES));
