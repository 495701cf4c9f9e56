// The server decides; this only spares a question.
export const fewest = 8;

export const passwordFault = (text: string) => (text.length < fewest ? `At least ${fewest} characters` : null);
