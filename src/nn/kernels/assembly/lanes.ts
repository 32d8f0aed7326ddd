/**
 * A row whose length is no multiple of four ends one number at a time, by the same code: `wide` is known when a loop is
 * compiled, so that each costs nothing.
 */

/** Four numbers, or one in all four lanes. */
// @ts-ignore: decorator
@inline
export function take(from: usize, wide: bool): v128 {
  return wide ? v128.load(from) : v128.load32_splat(from);
}

// @ts-ignore: decorator
@inline
export function put(to: usize, values: v128, wide: bool): void {
  if (wide) v128.store(to, values);
  else v128.store32_lane(to, values, 0);
}

/** The sum of the four lanes. */
// @ts-ignore: decorator
@inline
export function total(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** The largest of the four lanes. */
// @ts-ignore: decorator
@inline
export function largest(v: v128): f32 {
  const pairs = f32x4.pmax(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}
