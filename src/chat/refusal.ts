/** What a person asked for cannot be done now; the message says why and what they can do, and is shown to them. */
export class Refusal extends Error {}
