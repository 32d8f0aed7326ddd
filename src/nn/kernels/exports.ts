/** The functions of `assembly/index.ts`, as JavaScript sees them. Pointers and strides are in bytes, booleans are 0 or 1. */
export interface Exports {
  productScratch(columns: number, depth: number): number;
  product(
    a: number,
    strideA: number,
    transposeA: number,
    b: number,
    strideB: number,
    transposeB: number,
    c: number,
    strideC: number,
    rows: number,
    columns: number,
    depth: number,
    base: number,
    baseStride: number,
    scratch: number,
  ): void;
}
