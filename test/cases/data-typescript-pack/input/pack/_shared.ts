export const banner = (path: string): string => `// ${path}: generated, do not edit.\n`;
export const quote = (text: string): string => JSON.stringify(text);
