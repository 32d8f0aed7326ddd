/** How fast one thread multiplies, in the shapes that training at hidden 256 and vocabulary 2,000 has. Median and best of 15. */
import { aligned } from "../../src/commands/table.ts";
import { startEngine } from "../../src/nn/engine.ts";
import { product } from "../../src/nn/ops/mat-mul.ts";
import { scoped, tensor, type Tensor } from "../../src/nn/tensor.ts";
import { quantile } from "../../src/train/bootstrap.ts";

interface Shape {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly transposeA?: true;
  readonly transposeB?: true;
}

const shapes: readonly Shape[] = [
  { name: "a recurrent step of 32 rows", rows: 32, columns: 768, depth: 256 },
  { name: "logits", rows: 256, columns: 2000, depth: 256, transposeB: true },
  { name: "their way back", rows: 256, columns: 256, depth: 2000 },
  { name: "gradient of the embedding", rows: 2000, columns: 256, depth: 256, transposeA: true },
  { name: "mix", rows: 1632, columns: 260, depth: 1024 },
  { name: "gradient of its weight", rows: 1024, columns: 260, depth: 1632, transposeA: true },
  { name: "gradient of a recurrent weight", rows: 256, columns: 768, depth: 1632, transposeA: true },
];

const times = 15;
/** Operations of one measurement: so many that a clock's tick does not count. */
const enough = 1e9;

const noise = (rows: number, columns: number): Tensor =>
  tensor(
    Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i)),
    [rows, columns],
  );

function gigaflops({ rows, columns, depth, ...flips }: Shape): number[] {
  const a = flips.transposeA ? noise(depth, rows) : noise(rows, depth);
  const b = flips.transposeB ? noise(columns, depth) : noise(depth, columns);
  const operations = 2 * rows * columns * depth;
  const runs = Math.ceil(enough / operations);
  const measured = Array.from({ length: times + 5 }, () => {
    const start = performance.now();
    for (let run = 0; run < runs; run++) scoped(() => void product(a, b, flips));
    return (operations * runs) / (performance.now() - start) / 1e6;
  }).slice(5); // V8 compiles its best code in the first ones
  a.dispose();
  b.dispose();
  return measured.sort((x, y) => x - y);
}

const { name: engine } = await startEngine("wasm");
const table = shapes.map((shape) => {
  const measured = gigaflops(shape);
  const size = `${shape.rows} × ${shape.depth} × ${shape.columns}`;
  return [shape.name, size, quantile(measured, 0.5).toFixed(1), quantile(measured, 1).toFixed(1)];
});
process.stdout.write(`${engine}, Node ${process.versions.node}, one thread\n`);
process.stdout.write(`${aligned([["product", "size", "GFLOP/s", "best"], ...table], new Set([2, 3])).join("\n")}\n`);
