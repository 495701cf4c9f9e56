// The server decides; this only spares a question.
const shortest = 8;

export const passwordFault = (text: string) => (text.length < shortest ? `At least ${shortest} letters` : null);
