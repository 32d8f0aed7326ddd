/** The element at `index`, which must be there: a RangeError where it is not, instead of an `undefined` that travels on. */
export function at<T>(list: ArrayLike<T>, index: number): T {
  if (!Number.isInteger(index) || index < 0 || index >= list.length) {
    throw new RangeError(`no element ${index} in a list of ${list.length}`);
  }
  return list[index] as T;
}
