const sources = undefined;

export default { sources: sources.people };
