import { z } from "zod";
import { parsePhrase, type Phrase } from "./phrase.ts";

const Phrases = z
  .array(z.string())
  .min(1, "expected at least one phrase")
  .transform((texts, context): Phrase[] =>
    texts.flatMap((text, index) => {
      try {
        return [parsePhrase(text)];
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        context.addIssue({ code: "custom", message, path: [index] });
        return [];
      }
    }),
  );

const Requirement = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "expected kebab-case, such as ask-allergies"),
    why: z.string().optional(),
    /** Whose turns are judged. */
    seat: z.string(),
    /** Arms the rule; without it, it is armed from the start. */
    when: z.strictObject({ seat: z.string(), says: Phrases }).optional(),
    /** Words by field: where the judged seat knows one of these facts from the start, the rule does not apply. */
    unless: z.record(z.string(), z.string()).optional(),
    must: Phrases.optional(),
    never: Phrases.optional(),
    "at-most": z.strictObject({ count: z.int().min(1), says: Phrases }).optional(),
    before: Phrases.optional(),
    "within-turns": z.int().min(1).optional(),
  })
  .superRefine((requirement, context) => {
    const kinds = (["must", "never", "at-most"] as const).filter((kind) => requirement[kind] !== undefined);
    if (kinds.length !== 1) {
      const found = kinds.length === 0 ? "none" : kinds.join(" and ");
      context.addIssue({ code: "custom", message: `expected one of must, never and at-most; found ${found}` });
    }
    for (const deadline of ["before", "within-turns"] as const) {
      if (requirement[deadline] === undefined || requirement.must !== undefined) continue;
      context.addIssue({
        code: "custom",
        message: `${deadline} is a deadline, and only a must has one`,
        path: [deadline],
      });
    }
  });

/** One house rule, as `house-rules.yaml` states it, its phrases parsed. */
export type Requirement = z.infer<typeof Requirement>;

export const HouseRules = z.strictObject({ rules: z.array(Requirement).min(1, "expected at least one rule") });
