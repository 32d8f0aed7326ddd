import type { Library } from "./library.ts";
import type { Tensor } from "../tensor.ts";

/** Of each query and fact word: two buckets, and whether the word is known then. All [B · L · S]. */
export interface KnownPlaces {
  readonly siblingBuckets: Int32Array;
  readonly selfBuckets: Int32Array;
  readonly present: Int32Array;
}

/** queries [B, L, H], keys [B, S, H], siblingBias [B, L, K₁], selfBias [B, L, K₂]. */
export type KnownTensors = readonly [Tensor, Tensor, Tensor, Tensor];

type Sizes = [number, number, number, number, number, number];

function sizes([queries, keys, siblingBias, selfBias]: KnownTensors): Sizes {
  const [batch = 0, length = 0, hidden = 0] = queries.shape;
  return [batch, length, keys.shape[1] ?? 0, hidden, siblingBias.shape[2] ?? 0, selfBias.shape[2] ?? 0];
}

function upload(library: Library, places: KnownPlaces): [number, number, number] {
  return [
    library.integers("sibling buckets", places.siblingBuckets),
    library.integers("self buckets", places.selfBuckets),
    library.integers("present", places.present),
  ];
}

function scratch(library: Library, [, length, facts, hidden]: Sizes): number {
  return library.scratch("known", library.run.knownScratch(length, hidden, facts));
}

/** weights [B, L, S]; 0 where a word is not known. */
export function knownWeights(library: Library, inputs: KnownTensors, places: KnownPlaces): Tensor {
  const all = sizes(inputs);
  const [batch, length, facts, , siblingKinds, selfKinds] = all;
  const [sibling, self, present] = upload(library, places);
  library.expectBelow("sibling bucket", sibling, places.siblingBuckets.length, siblingKinds);
  library.expectBelow("self bucket", self, places.selfBuckets.length, selfKinds);
  const weights = library.output([batch, length, facts]);
  const [queries, keys, siblingBias, selfBias] = inputs;
  library.run.knownWeights(
    library.pointer(queries),
    library.pointer(keys),
    library.pointer(siblingBias),
    library.pointer(selfBias),
    sibling,
    self,
    present,
    ...all,
    library.pointer(weights),
    scratch(library, all),
  );
  return weights;
}

/** The gradients of the four inputs. */
export function knownWeightsBack(
  library: Library,
  dWeights: Tensor,
  weights: Tensor,
  inputs: KnownTensors,
  places: KnownPlaces,
): [Tensor, Tensor, Tensor, Tensor] {
  const all = sizes(inputs);
  const gradients = inputs.map((t) => library.output(t.shape)) as [Tensor, Tensor, Tensor, Tensor];
  const [queries, keys] = inputs;
  const [dQueries, dKeys, dSiblingBias, dSelfBias] = gradients;
  library.run.knownWeightsBack(
    library.pointer(dWeights),
    library.pointer(weights),
    library.pointer(queries),
    library.pointer(keys),
    ...upload(library, places),
    ...all,
    library.pointer(dQueries),
    library.pointer(dKeys),
    library.pointer(dSiblingBias),
    library.pointer(dSelfBias),
    scratch(library, all),
  );
  return gradients;
}
