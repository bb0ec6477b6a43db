export default { sources: {} };
