import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import type { Measure } from "./measures.ts";

const height = 92;

/** A curve on a canvas. Who cannot see it has the table beside it. */
export function Plot({ measure, tone }: { measure: Measure; tone: "before" | "after" }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const data: uPlot.AlignedData = [[...measure.steps], [...measure.values]];
  const latest = useRef(data);
  latest.current = data;

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const draw = (): void => {
      plot.current?.destroy();
      plot.current = new uPlot(options(element, tone), latest.current, element);
    };
    draw();
    const resizes = new ResizeObserver(() => {
      const { clientWidth: width } = element;
      if (width > 0 && plot.current?.width !== width) plot.current?.setSize({ width, height });
    });
    resizes.observe(element);
    // A canvas does not follow the page's colours by itself.
    const darkness = matchMedia("(prefers-color-scheme: dark)");
    darkness.addEventListener("change", draw);
    return () => {
      darkness.removeEventListener("change", draw);
      resizes.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [tone]);

  useEffect(() => {
    plot.current?.setData(data);
  }, [measure]);

  return <div class="plot" ref={box} aria-hidden="true" />;
}

function options(element: HTMLElement, tone: "before" | "after"): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis: uPlot.Axis = {
    stroke: colour("--quiet"),
    font: "11px system-ui, sans-serif",
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { show: false },
  };
  return {
    width: Math.max(1, element.clientWidth),
    height,
    padding: [6, 14, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false } },
    axes: [
      { ...axis, size: 20, space: 60, gap: 2, grid: { show: false } },
      { ...axis, size: 38, space: 26, gap: 4 },
    ],
    series: [
      {},
      {
        stroke: colour(`--${tone}`),
        width: 1.8,
        fill: colour(`--${tone}-wash`),
        points: { show: ({ data: [steps] }) => steps.length === 1 },
      },
    ],
  };
}
