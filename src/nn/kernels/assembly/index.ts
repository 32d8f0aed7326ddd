/** What the kernel module exports; every pointer and stride is in bytes. */
export { product, productScratch } from "./product";
export { gruBackward, gruBackwardScratch, gruForward, gruForwardScratch } from "./gru";
export { mixtureForward, mixtureForwardScratch } from "./mixture";
export { saidRead, saidReadBack, saidScratch, saidWeights, saidWeightsBack } from "./said";
export { knownScratch, knownWeights, knownWeightsBack } from "./known";
export { pointed, pointedBack } from "./pointed";
export { copyColumns, farthestRow, gatherRows, sumColumns, sumRows } from "./embedding";
export { adam, sumOfSquares, tanhBackward, tanhForward } from "./elementwise";
export { packSteps, packLines } from "./pack";
export { panelColumns } from "./tile";
export { decodeScratch } from "./decode-room";
export { decodeHear } from "./decode-hear";
export { decodeThink } from "./decode-think";
export { decodeSpeak } from "./decode-speak";
export { objective, objectiveScratch } from "./objective";
