/** What a persona may know about itself: the fields, their values, and the words by which people ask for and deny them. */
export interface Value {
  /** As the fact has it, and as it stands in the text: one to three words. */
  readonly words: string;
  /** Parts that are said on their own: the kind and the name of a pet. */
  readonly parts: ReadonlyMap<string, string>;
  /** What lines may ask of a value: `@dog`, `@many`, `@play`. */
  readonly kinds: readonly string[];
}

export interface Field {
  readonly name: string;
  readonly values: readonly Value[];
  /** A question that has one of these asks for the field. */
  readonly asked: RegExp;
  /** A statement that says "no" or "not" and one of these denies that the speaker has any. */
  readonly denied: RegExp;
}

function plain(list: string): Value[] {
  return list.split(",").map((entry) => {
    const [words = "", ...kinds] = entry.trim().split(" @");
    return { words, parts: new Map(), kinds };
  });
}

const petNames =
  "rex milo luna ziggy bruno coco otto tilly felix hugo daisy nacho pixel gizmo mabel rufus bandit waffles monty pickle".split(
    " ",
  );

/** Dogs and cats are commoner, as they are in life: a kind's share is how often it stands here. */
const petKinds = ["dog", "dog", "dog", "cat", "cat", "cat", "rabbit", "parrot", "tortoise", "hamster"];

const pets = petKinds.flatMap((kind, place) =>
  petNames
    .filter((_, index) => index % 2 === place % 2)
    .map((name) => ({
      words: `${kind} ${name}`,
      parts: new Map([
        ["kind", kind],
        ["name", name],
      ]),
      kinds: [kind],
    })),
);

/** "one brother" to "five brothers". */
function counted(nouns: readonly (readonly [one: string, many: string])[], most: number): Value[] {
  const numbers = ["one", "two", "three", "four", "five"].slice(0, most);
  return nouns.flatMap(([one, many]) =>
    numbers.map((number, index) => ({
      words: `${number} ${index === 0 ? one : many}`,
      parts: new Map([
        ["number", number],
        ["noun", index === 0 ? one : many],
      ]),
      kinds: [index === 0 ? "one" : "several", ...(index > 2 ? ["crowd"] : [])],
    })),
  );
}

function field(name: string, values: readonly Value[], asked: RegExp, denied: RegExp): Field {
  return { name, values, asked, denied };
}

export const fields: readonly Field[] = [
  field(
    "name",
    plain(
      "sam, nora, ben, clara, tom, maya, ivan, ruth, leo, anna, omar, lucy, karim, jana, peter, ines, david, priya, erik, sofia, hassan, emma, paul, tariq, helen, marta",
    ),
    /\b(name|names|call you|called)\b/u,
    /\bname\b/u,
  ),
  field(
    "job",
    plain(
      "teacher, nurse, baker, plumber, gardener, librarian, electrician, dentist, carpenter, translator, bus driver, florist, vet, architect, waiter, accountant, hairdresser, photographer, farmer, software developer, police officer, engineer, journalist, postman, midwife, tailor",
    ),
    /\b(job|jobs|work|living|occupied|trade|do all day|what do you do|what you do|you do$|keeps? you busy|profession)\b/u,
    /\b(job|work)\b/u,
  ),
  field(
    "home",
    plain(
      "mill lane, castle hill, rose street, bridge street, market square, canal street, queens road, abbey lane, cherry close, orchard road, harbour road, church walk, victoria terrace, elm grove, station road, windmill lane, fountain street, lark rise, ferry road, chapel row",
    ),
    /\b(live|living|home|part of town|neighbourhood|street|address)\b/u,
    /\b(home of my own|real home|fixed home|home yet|home here|address|place of my own)\b/u,
  ),
  field(
    "hometown",
    plain(
      "galway, bruges, malmo, inverness, krakow, porto, tallinn, norwich, bergen, turin, seville, utrecht, cardiff, lyon, leipzig, bristol, dundee, graz, verona, tampere, riga, salzburg, quebec, belfast",
    ),
    /\b(grow up|grew up|from|hometown|born|raised|roots|childhood|accent)\b/u,
    /\b(hometown)\b/u,
  ),
  field("pet", pets, /\b(pets?|animals?|furry|four legs|paws|feathers|tail)\b/u, /\b(pets?|animals?)\b/u),
  field(
    "hobby",
    plain(
      "knitting, pottery, chess, photography, birdwatching, painting, baking, astronomy, board games @plural, crosswords @plural, model trains @plural, origami, calligraphy, woodwork, embroidery, beekeeping, juggling, poetry, fishing, magic tricks @plural, sewing, genealogy",
    ),
    /\b(hobby|hobbies|free time|spare time|for fun|weekends?|evenings|relax|unwind|days? off|after work)\b/u,
    /\b(hobby|hobbies)\b/u,
  ),
  field(
    "food",
    plain(
      "lasagne, ramen, pancakes @plural, dumplings @plural, paella, mushroom risotto, fish tacos @plural, onion soup, apple pie, goulash, lentil curry, roast chicken, falafel, sushi, fried rice, pumpkin soup, cheese toast, shepherds pie, potato salad, meatballs @plural, rice pudding, bean stew",
    ),
    /\b(food|eat|eating|dish|meal|cook|dinner|menu|supper)\b/u,
    /\b(favourite food|favourite dish|favourite meal|favourite)\b/u,
  ),
  field(
    "dislike",
    plain(
      "olives @plural, coriander, blue cheese, crowds @plural, early mornings @plural, loud music, spiders @plural, ironing, horror films @plural, cold weather, long queues @plural, liquorice, karaoke, flying, raw onions @plural, wet socks @plural, phone calls @plural, small lifts @plural, surprises @plural, traffic jams @plural, mushy peas @plural, night buses @plural",
    ),
    /\b(stand|dislike|hate|bear|annoys?|bothers?|avoid|awful|mad|run away|drives? you)\b/u,
    /\b(dislike|hate)\b/u,
  ),
  field(
    "siblings",
    counted(
      [
        ["brother", "brothers"],
        ["sister", "sisters"],
      ],
      5,
    ),
    /\b(siblings?|brothers?|sisters?|only child|big family)\b/u,
    /\b(siblings?|brothers?|sisters?|only child)\b/u,
  ),
  field(
    "children",
    counted(
      [
        ["son", "sons"],
        ["daughter", "daughters"],
      ],
      4,
    ),
    /\b(children|kids|little ones|parent)\b/u,
    /\b(children|kids)\b/u,
  ),
  field(
    "instrument",
    plain(
      "piano, violin, cello, drums @plural, guitar, accordion, flute, trumpet, banjo, harp, saxophone, ukulele, clarinet, tuba, organ, mandolin, harmonica, double bass",
    ),
    /\b(instruments?|musical|musician|make music|play any music|play music|in a band)\b/u,
    /\b(instruments?)\b/u,
  ),
  field(
    "sport",
    plain(
      "tennis @play, badminton @play, rowing @go, judo @do, climbing @go, volleyball @play, fencing @do, swimming @go, basketball @play, karate @do, rugby @play, surfing @go, squash @play, handball @play, hockey @play, golf @play, archery @do, cycling @go, skating @go, boxing @do",
    ),
    /\b(sports?|sporty|exercise|fit|active|team|gym|training)\b/u,
    /\b(sports?|exercise)\b/u,
  ),
  field(
    "language",
    plain(
      "spanish, italian, welsh, polish, japanese, turkish, portuguese, greek, dutch, swedish, irish, korean, arabic, sign language, danish, hindi, russian, finnish, icelandic, swahili",
    ),
    /\b(languages?|learning|study|studying|speak|evening class)\b/u,
    /\b(languages?)\b/u,
  ),
  field(
    "trip",
    plain(
      "iceland, peru, japan, morocco, greece, canada, scotland, sicily, new zealand, vietnam, norway, kenya, brazil, cuba, portugal, jordan, nepal, croatia, mexico, costa rica, sri lanka, finland",
    ),
    /\b(trips?|travel|travelling|holidays?|vacation|fly|visit|journey|in the world)\b/u,
    /\b(trips?|travel|holidays?)\b/u,
  ),
];

const byName = new Map(fields.map((entry) => [entry.name, entry]));

export function fieldNamed(name: string): Field {
  const found = byName.get(name);
  if (found === undefined) throw new Error(`no field "${name}"; expected one of ${[...byName.keys()].join(", ")}`);
  return found;
}

export function isField(name: string): boolean {
  return byName.has(name);
}

const valuesByWords = new Map(
  fields.map((entry) => [entry.name, new Map(entry.values.map((value) => [value.words, value]))]),
);

export function valueOf(fieldName: string, words: string): Value {
  const value = valuesByWords.get(fieldName)?.get(words);
  if (value === undefined) throw new Error(`no ${fieldName} "${words}"; add it to fields.ts`);
  return value;
}
