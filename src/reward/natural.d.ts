// natural types its folders, not these files of theirs; its folders load far more than is needed here.
declare module "natural/lib/natural/util/stopwords.js" {
  export const words: readonly string[];
}

declare module "natural/lib/natural/stemmers/porter_stemmer.js" {
  const stemmer: { stem(word: string): string };
  export default stemmer;
}
