import * as tf from "@tensorflow/tfjs";
import { floatBytes, type Library } from "./library.ts";

const widthOf = (t: tf.TensorInfo): number => t.shape[1] ?? 0;

/**
 * Has the back end put matrices side by side, and apart again, by our kernel: its own are JavaScript, a row at a time. Each is
 * the other's gradient.
 */
export function registerColumns(library: Library): void {
  instead("Concat", (inputs, { axis }) => {
    const parts = Object.values(inputs) as tf.TensorInfo[];
    return axis === 1 && parts.every(isMatrix) ? joinColumns(library, parts) : undefined;
  });
  instead("SplitV", ({ x }, { axis, numOrSizeSplits: widths }) =>
    axis === 1 && x !== undefined && isMatrix(x) && Array.isArray(widths)
      ? splitColumns(library, x, widths)
      : undefined,
  );
}

type Own = (
  inputs: tf.NamedTensorInfoMap,
  attributes: Readonly<Record<string, unknown>>,
) => tf.TensorInfo | tf.TensorInfo[] | undefined;

/** Puts `own` in the place of the back end's kernel, which does what `own` gives nothing for. */
function instead(kernelName: string, own: Own): void {
  const kernel = tf.getKernel(kernelName, "wasm");
  tf.unregisterKernel(kernelName, "wasm");
  tf.registerKernel({
    ...kernel,
    kernelFunc: (options) => own(options.inputs, options.attrs ?? {}) ?? kernel.kernelFunc(options),
  });
}

const isMatrix = ({ dtype, shape }: tf.TensorInfo): boolean => dtype === "float32" && shape.length === 2;

/** Matrices [N, M₁], [N, M₂], … side by side, [N, M₁ + M₂ + …]. */
function joinColumns(library: Library, parts: readonly tf.TensorInfo[]): tf.TensorInfo {
  const rows = parts[0]?.shape[0] ?? 0;
  const whole = library.output([rows, parts.reduce((sum, part) => sum + widthOf(part), 0)]);
  let from = 0;
  for (const part of parts) {
    copy(library, { from: part, fromColumn: 0, to: whole, toColumn: from, width: widthOf(part) });
    from += widthOf(part);
  }
  return whole;
}

/** The first M₁ columns, the next M₂, and so on. */
function splitColumns(library: Library, whole: tf.TensorInfo, widths: readonly number[]): tf.TensorInfo[] {
  let next = 0;
  return widths.map((width) => {
    const part = library.output([whole.shape[0] ?? 0, width]);
    copy(library, { from: whole, fromColumn: next, to: part, toColumn: 0, width });
    next += width;
    return part;
  });
}

interface Copy {
  readonly from: tf.TensorInfo;
  readonly fromColumn: number;
  readonly to: tf.TensorInfo;
  readonly toColumn: number;
  readonly width: number;
}

function copy(library: Library, { from, fromColumn, to, toColumn, width }: Copy): void {
  library.run.copyColumns(
    library.pointer(from) + fromColumn * floatBytes,
    widthOf(from) * floatBytes,
    library.pointer(to) + toColumn * floatBytes,
    widthOf(to) * floatBytes,
    from.shape[0] ?? 0,
    width,
  );
}
