import { FusedDecoder } from "../kernels/decode.ts";
import { library } from "../kernels/library.ts";
import type { Decoder, DecodeWeights } from "./decoder.ts";
import { PlainDecoder } from "./plain-decoder.ts";

/** Prepares weights for decoding; the decoder must not outlive them, and has to be made anew where they change. */
export function prepareDecoder(weights: DecodeWeights): Decoder {
  const kernels = library();
  return kernels === undefined ? new PlainDecoder(weights) : new FusedDecoder(kernels, weights);
}
