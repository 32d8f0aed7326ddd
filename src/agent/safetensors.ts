/**
 * The safetensors format: a little-endian 64-bit length, that many bytes of JSON that name each tensor's type, shape and place,
 * then the values. https://huggingface.co/docs/safetensors
 */
import { z } from "zod";
import { CheckpointError } from "../errors.ts";

export interface NamedArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const entrySchema = z.strictObject({
  dtype: z.literal("F32"),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});

const headerSchema = z.record(z.string(), z.unknown());

export function encodeSafetensors(arrays: ReadonlyMap<string, NamedArray>): Uint8Array {
  const header = new Map<string, z.infer<typeof entrySchema>>();
  let end = 0;
  for (const [name, { shape, values }] of arrays) {
    const start = end;
    end += values.byteLength;
    header.set(name, { dtype: "F32", shape: [...shape], data_offsets: [start, end] });
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const padding = (8 - (json.length % 8)) % 8; // values start at a multiple of eight; blanks are valid JSON
  const bytes = new Uint8Array(8 + json.length + padding + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length + padding), true);
  bytes.set(json, 8);
  bytes.fill(0x20, 8 + json.length, 8 + json.length + padding);
  let at = 8 + json.length + padding;
  for (const { values } of arrays.values()) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/** Throws CheckpointError, naming `file`, where the bytes are cut short or are not of this format. */
export function decodeSafetensors(bytes: Uint8Array, file: string): Map<string, NamedArray> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = bytes.length < 8 ? Infinity : Number(view.getBigUint64(0, true));
  if (8 + headerLength > bytes.length) throw broken(file, `${bytes.length} bytes, less than its header says`);
  const arrays = new Map<string, NamedArray>();
  for (const [name, raw] of Object.entries(headerOf(bytes.subarray(8, 8 + headerLength), file))) {
    if (name === "__metadata__") continue;
    const entry = entrySchema.safeParse(raw);
    if (!entry.success) throw broken(file, `tensor "${name}" is not described as float32 values`);
    const { shape, data_offsets } = entry.data;
    const [start, end] = [8 + headerLength + data_offsets[0], 8 + headerLength + data_offsets[1]];
    const size = shape.reduce((a, b) => a * b, 1) * Float32Array.BYTES_PER_ELEMENT;
    if (end > bytes.length || end - start !== size) {
      throw broken(
        file,
        `tensor "${name}" [${shape.join(", ")}] needs ${size} bytes, found ${Math.min(end, bytes.length) - start}`,
      );
    }
    arrays.set(name, { shape, values: new Float32Array(new Uint8Array(bytes.subarray(start, end)).buffer) });
  }
  return arrays;
}

function headerOf(bytes: Uint8Array, file: string): z.infer<typeof headerSchema> {
  try {
    return headerSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw broken(file, "its header is not JSON", cause);
  }
}

function broken(file: string, found: string, cause?: unknown): CheckpointError {
  return new CheckpointError(`${file}: not a whole safetensors file: ${found}; restore it from a copy or train again`, {
    cause,
  });
}
