import { randomFrom } from "../../src/rng.ts";
import { valueAndGradients, type Parameters } from "../../src/nn/gradients.ts";
import { dispose, scoped, tensor, valuesOf, type Tensor } from "../../src/nn/tensor.ts";

/** Values in [−size, size), the same at every run. */
export function noise(label: string, count: number, size = 1): Float32Array {
  const stream = randomFrom(7, label);
  return Float32Array.from({ length: count }, () => (2 * stream.next() - 1) * size);
}

export function noiseTensor(label: string, shape: readonly number[], size = 1): Tensor {
  return tensor(
    noise(
      label,
      shape.reduce((a, b) => a * b, 1),
      size,
    ),
    shape,
  );
}

/**
 * The largest distance between a loss's gradient and central differences along random directions, one for each parameter,
 * relative to the gradient's own length along them.
 */
export function gradientError<Name extends string>(
  parameters: Parameters<Name>,
  loss: (parameters: Parameters<Name>) => Tensor,
  { epsilon = 1e-2, directions = 4 } = {},
): number {
  const { value, gradients } = valueAndGradients(parameters, loss);
  let worst = 0;
  for (const name of Object.keys(parameters) as Name[]) {
    const at = parameters[name];
    const gradient = valuesOf(gradients[name]);
    const length = Math.hypot(...gradient);
    for (let k = 0; k < directions; k++) {
      const raw = noise(`${name}-${k}`, at.size);
      const along = raw.map((x, i) => x + (2 * (gradient[i] ?? 0)) / (length || 1)); // never orthogonal to it
      const norm = Math.hypot(...along);
      const lossAt = (step: number): number => {
        const moved = tensor(
          valuesOf(at).map((x, i) => x + (step * (along[i] ?? 0)) / norm),
          at.shape,
        );
        const result = scoped(() => valuesOf(loss({ ...parameters, [name]: moved }))[0] ?? Number.NaN);
        moved.dispose();
        return result;
      };
      // Richardson: the error of both differences cancels to the fourth order.
      const near = (lossAt(epsilon) - lossAt(-epsilon)) / (2 * epsilon);
      const far = (lossAt(2 * epsilon) - lossAt(-2 * epsilon)) / (4 * epsilon);
      const numeric = (4 * near - far) / 3;
      const analytic = gradient.reduce((sum, g, i) => sum + (g * (along[i] ?? 0)) / norm, 0);
      worst = Math.max(worst, Math.abs(numeric - analytic) / Math.max(length, 1e-3));
    }
  }
  dispose([value, ...Object.values<Tensor>(gradients)]);
  return worst;
}
