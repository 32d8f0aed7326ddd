/** The same items, each begun while whoever asked for the one before works with that. */
export async function* oneAhead<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  const source = items[Symbol.asyncIterator]();
  let coming = source.next();
  for (;;) {
    const item = await coming;
    if (item.done === true) return;
    coming = source.next();
    yield item.value;
  }
}
