/**
 * `[data-graph="key"]`: a picture of who stands to whom, from the JSON script with that id: `kinds`, `nodes` and `lines`.
 * The same is told in tables on the page, so the picture is decoration to a screen reader. A press on a node opens its page.
 * The library is fetched only here.
 */
import { init } from "../../vendor/echarts.esm.min.js";

const COLOURS = ["--tone-people", "--tone-bodies", "--tone-ours"];

export default function start(element) {
  const map = JSON.parse(document.getElementById(element.dataset.graph).textContent);
  const chart = init(element, null, { renderer: "canvas" });
  const draw = () => chart.setOption(options(map, element), true);
  draw();
  chart.on("click", ({ dataType, data }) => {
    if (dataType === "node" && data.url) window.location.assign(data.url);
  });
  new ResizeObserver(() => chart.resize()).observe(element);
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  const picture = document.querySelector(`[data-graph-picture="${element.dataset.graph}"]`);
  picture?.addEventListener("click", () => save(chart, element, picture.dataset.name));
}

function options(map, element) {
  const colours = COLOURS.map((name) => colour(element, name));
  const text = colour(element, "--tblr-body-color");
  const line = colour(element, "--control-border");
  const isNarrow = element.clientWidth < 600;
  const label = { color: text, fontSize: 12, textBorderWidth: 0 };
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    aria: { enabled: false },
    color: colours,
    legend: { data: map.kinds, textStyle: { color: text }, inactiveColor: line, bottom: 0 },
    series: [
      {
        type: "graph",
        layout: "force",
        roam: "move",
        // Names stand to the right of their points: the outermost need room there, too.
        left: isNarrow ? 48 : 32,
        right: isNarrow ? 104 : 180,
        categories: map.kinds.map((name, at) => ({ name, itemStyle: { color: colours[at] } })),
        force: { repulsion: 260, edgeLength: [50, 120], gravity: 0.12, layoutAnimation: false },
        label: { show: true, position: "right", ...label, formatter: ({ data }) => cut(data.title, isNarrow ? 17 : 26) },
        labelLayout: { hideOverlap: true },
        edgeLabel: { ...label, fontSize: 11 },
        emphasis: { focus: "adjacency", edgeLabel: { show: true, formatter: ({ data }) => data.words } },
        data: map.nodes.map((node) => ({
          id: node.id,
          name: node.id,
          title: node.name,
          url: node.url,
          category: node.kind,
          symbol: node.shape,
          symbolSize: node.size,
        })),
        links: map.lines.map((one) => ({
          source: one.source,
          target: one.target,
          words: one.label,
          symbol: ["none", one.is_directed ? "arrow" : "none"],
          symbolSize: 7,
          lineStyle: { width: one.width, type: one.style, color: line, opacity: 0.9, curveness: 0.06 },
        })),
      },
    ],
  };
}

function cut(name, most) {
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

/** What a custom property comes to in this theme; a canvas knows no `light-dark()`. */
function colour(element, name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  element.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function save(chart, element, name) {
  const link = document.createElement("a");
  link.href = chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: colour(element, "--tblr-bg-surface") });
  link.download = `${name}.png`;
  link.click();
}
