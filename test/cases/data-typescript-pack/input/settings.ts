export const folder: string = ["generated", "words"].join("/");
