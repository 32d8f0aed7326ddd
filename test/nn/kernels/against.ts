import { valueAndGradients, type Parameters } from "../../../src/nn/gradients.ts";
import type { Tensor } from "../../../src/nn/tensor.ts";
import { multiply, sum, add } from "../../../src/nn/ops/arithmetic.ts";
import { noiseTensor } from "../gradient-check.ts";
import { distance } from "./close.ts";

type Results = Readonly<Record<string, Tensor>>;

/** What of an op differs by more than 1e-5, relative to scale, from its definition: "states: 0.2", "d start: NaN". */
export function differences<Name extends string>(...args: Comparison<Name>): string[] {
  return Object.entries(distances(...args)).flatMap(([name, apart]) => (apart < 1e-5 ? [] : [`${name}: ${apart}`]));
}

type Comparison<Name extends string> = [
  parameters: Parameters<Name>,
  actual: (parameters: Parameters<Name>) => Results,
  expected: (parameters: Parameters<Name>) => Results,
];

/** How far an op's results, and the gradients of a weighted sum of them, are from its definition's, by name. */
function distances<Name extends string>(...[parameters, actual, expected]: Comparison<Name>): Record<string, number> {
  const found: Record<string, number> = {};
  const [a, e] = [actual(parameters), expected(parameters)];
  for (const [name, result] of Object.entries(a)) found[name] = distance(result, e[name] as Tensor);
  const probe = (results: Results): Tensor =>
    Object.entries(results)
      .map(([name, t]) => sum(multiply(t, noiseTensor(`probe-${name}`, t.shape))))
      .reduce((x, y) => add(x, y));
  const ga = valueAndGradients(parameters, (p) => probe(actual(p))).gradients;
  const ge = valueAndGradients(parameters, (p) => probe(expected(p))).gradients;
  for (const name of Object.keys(parameters) as Name[]) found[`d ${name}`] = distance(ga[name], ge[name]);
  return found;
}
