// The Activations page, as it is mounted.

import { mount } from "../../kit/page.js";
import { InsidePage } from "../../run/inside.js";
import { View } from "./view.js";

const STYLES = new URL("./page.css", import.meta.url);

export const { show, hide } = mount((root) => new InsidePage(root, "activations", View, STYLES));
