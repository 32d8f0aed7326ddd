/** All that a rule may import of this program: the contract, and what several rules need of words. */
export * from "./contract.ts";
export type { Dialogue, Outcome } from "../dialogue/dialogue.ts";
export type { Fact } from "../dialogue/fact.ts";
export type { Seat, Seats } from "../dialogue/seat.ts";
export type { Turn } from "../dialogue/turn.ts";
export { learnAnswers } from "./answers/answers.ts";
export type { Finding } from "./claims/finding.ts";
export { menuClaims } from "./claims/menu-claims.ts";
export { ownStatements } from "./claims/own-statements.ts";
export { houseRules } from "./house-rules/house-rules.ts";
export type { Decision } from "./house-rules/watch.ts";
export { once, oncePerText } from "./once.ts";
export { type Question, questionIn } from "./answers/question.ts";
export { trainWordTrigram, type WordTrigram } from "../text/word-trigram.ts";
export { isMark, isStopWord, ngrams, sentences, stem, topicStems, withoutMarks } from "./words.ts";
