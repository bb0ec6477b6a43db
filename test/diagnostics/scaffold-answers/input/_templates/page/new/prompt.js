module.exports = [
  { type: "input", name: "title", message: "What is its title?" },
  { type: "select", name: "kind", message: "Which kind?", choices: ["post", "note"] },
];
