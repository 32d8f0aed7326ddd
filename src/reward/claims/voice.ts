const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

const first = set("i i'm i've i'd i'll my mine me myself we we're we've we'd we'll our ours us");
const second = set("you you're you've you'd you'll your yours yourself");
const negative = set(
  "no not never none nothing without neither nor hardly don't doesn't haven't hasn't can't isn't aren't ain't didn't won't wasn't couldn't cannot wouldn't",
);
const hedging = set(
  "used wish wished wanted dreamed dreamt almost nearly if unless suppose pretend swear thought guess",
);
const fond = set("love loves adore enjoy like favourite favorite fan best treat");
const averse = set("hate dislike stand avoid loathe detest bear awful curse worst afraid scared nightmare annoying");
const others = set(
  "brother sister mother father mum mom dad wife husband partner friend son daughter neighbour neighbor boss uncle aunt cousin grandmother grandfather grandma grandpa nephew niece colleague parents kids children family",
);

export function isFirstPerson(words: readonly string[]): boolean {
  return words.some((word) => first.has(word));
}

export function isSecondPerson(words: readonly string[]): boolean {
  return words.some((word) => second.has(word));
}

/** Not said of how things are: "i used to be", "if i were". */
export function isHedged(words: readonly string[]): boolean {
  return words.some((word) => hedging.has(word));
}

export function isNegative(word: string): boolean {
  return negative.has(word);
}

/** Of whom else the clause speaks: "my sister". */
export function otherPersonIn(words: readonly string[]): string | undefined {
  return words.find((word) => others.has(word.endsWith("s") ? word.slice(0, -1) : word) || others.has(word));
}

/** 1 where the clause says that its speaker likes something, −1 for dislikes, 0 for neither. */
export function attitude(words: readonly string[]): -1 | 0 | 1 {
  const denied = words.some(isNegative);
  if (words.some((word) => averse.has(word)))
    return denied && words.some((word) => word === "hate" || word === "dislike") ? 0 : -1;
  if (words.some((word) => fond.has(word))) return denied ? -1 : 1;
  return 0;
}

const links = set(
  "have has had got own keep kept learn learnt learned study speak any a an the much many really even ever at all do play speak be am as in from work live like love called named one single actually yet also for to it's",
);

/** Whether "no", "not" or the like governs the word at `place`: "i do not have a dog", but not "i never take my dog". */
export function isDenied(words: readonly string[], place: number): boolean {
  for (let before = place - 1; before >= 0; before--) {
    const word = words[before] ?? "";
    if (isNegative(word)) return true;
    // "no brothers or sisters": what stands before the "or" is denied too.
    if (word === "or" || word === "nor") before--;
    else if (!links.has(word)) return false;
  }
  return false;
}
