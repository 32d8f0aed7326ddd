const list = (names: string): readonly string[] => names.trim().split(/\s+/);

/** Guests of every split. */
export const names = list(`
  anna ben carla dev ewa finn gita hugo ines jonas kim lara milo nadia otto pia quinn rosa sam tess
  amir beth chloe dario elif frank greta hana igor julia karim lena marco nina omar paula rafael sofia tom uma
  viktor wanda yusuf zoe alice arthur bruno clara daniel edith emil flora george helen isaac jana kofi leila
  maria nora oscar petra ravi ruth simon tara theo vera walter yara agnes bilal celia david esther felix
  grace harriet ivan joan kenji louis mabel nils olga pablo rania stefan thelma victor`);

/** Guests whom only the test split knows: a name must be repeated that was never learnt. */
export const unheardNames = list(`
  aurora bastian cosima dmitri eloise fergus ginevra hamish ingrid joaquin katya lorenzo meera niamh orson
  priya rufus saskia tobias ursula`);
