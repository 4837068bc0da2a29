// Which script may import which: pages, concepts → run, views → kit → wire, as docs/architecture.md says.

const BROWSER = "^playground/browser";
// What Streamlit's components mount.
const MOUNTED = `${BROWSER}/(pages/[^/]+/(page|curves|gallery|unrolling))[.]js$`;

/** @param {string} from @param {string[]} to @param {string} comment */
function never(from, to, comment) {
  return {
    name: `${from} knows no ${to.join(", ")}`,
    comment,
    severity: "error",
    from: { path: `${BROWSER}/${from}/` },
    to: { path: `${BROWSER}/(${to.join("|")})/` },
  };
}

export default {
  forbidden: [
    never("wire", ["kit", "run", "views", "pages", "concepts"], "The wire knows no page and nothing that is drawn."),
    never("kit", ["run", "views", "pages", "concepts"], "The kit knows nothing of a run or a network."),
    never("run", ["views", "pages", "concepts"], "What steers a run knows no view; a page puts them together."),
    never("views", ["run", "pages", "concepts"], "A view draws what it is given; a page puts it beside the controls."),
    {
      name: "one page, one folder",
      comment: "What two pages need is a view, or belongs to the kit.",
      severity: "error",
      from: { path: `${BROWSER}/(pages|concepts)/([^/]+)/` },
      to: { path: `${BROWSER}/(pages|concepts)/`, pathNot: `${BROWSER}/$1/$2/` },
    },
    { name: "no circle", severity: "error", from: {}, to: { circular: true } },
    {
      name: "nothing from elsewhere",
      comment: "Browsers load the files as they are: nothing outside this folder, no package.",
      severity: "error",
      from: { path: `${BROWSER}/` },
      to: { pathNot: `${BROWSER}/` },
    },
    {
      name: "what is imported is there",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "every script is loaded by a page",
      severity: "error",
      from: { path: MOUNTED },
      to: { path: `${BROWSER}/.+[.]js$`, pathNot: MOUNTED, reachable: false },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "[.]d[.]ts$" },
    moduleSystems: ["es6"],
    combinedDependencies: false,
  },
};
