/** The edits that people make, as functions that change a living project; each says what it did, for the message of a failing test. */
import type { LivingProject } from "./living-project.ts";
import type { Random } from "./random.ts";

type Edit = (project: LivingProject, random: Random, step: number) => string;

export const edits: readonly Edit[] = [
  (project, random, step) => {
    const one = random.pick(project.operations);
    one.summary = `Summary ${step}`;
    return `summary of ${one.id}`;
  },
  (project, random) => {
    const one = random.pick(project.operations);
    one.tag = random.pick(["even", "odd", "third"]);
    return `tag of ${one.id} is ${one.tag}`;
  },
  (project, random) => {
    const one = random.pick(project.operations);
    one.deprecated = !one.deprecated;
    return `${one.id} is ${one.deprecated ? "" : "not "}deprecated`;
  },
  (project, random) => {
    const one = random.pick(project.operations);
    one.schema = random.pick([...project.schemas.keys()]);
    return `${one.id} returns ${one.schema}`;
  },
  (project, random, step) => {
    const id = `get-new-${step}`;
    // Two edits of one step may both want it.
    if (project.operations.some((one) => one.id === id)) return "nothing";
    project.operations.splice(random.below(project.operations.length + 1), 0, {
      id,
      summary: "New",
      tag: random.pick(["even", "odd", "third"]),
      schema: random.pick([...project.schemas.keys()]),
      deprecated: false,
    });
    return `operation ${id}`;
  },
  (project, random) => {
    if (project.operations.length < 3) return "nothing";
    const [gone] = project.operations.splice(random.below(project.operations.length), 1);
    return `no operation ${gone?.id}`;
  },
  (project, random) => {
    const from = random.below(project.operations.length);
    project.operations.push(...project.operations.splice(from, 1));
    return "order of operations";
  },
  (project, random, step) => {
    const [name, properties] = random.pick([...project.schemas]);
    properties.set(`p${step}`, random.pick(["string", "integer", ...project.schemas.keys()]));
    return `property p${step} of ${name}`;
  },
  (project, random) => {
    const [name, properties] = random.pick([...project.schemas]);
    if (properties.size < 2) return "nothing";
    const gone = random.pick([...properties.keys()]);
    properties.delete(gone);
    return `no property ${gone} of ${name}`;
  },
  (project, _random, step) => {
    project.schemas.set(`Schema${step}`, new Map([["id", "string"]]));
    return `schema Schema${step}`;
  },
  (project, random) => {
    const used = new Set([...project.schemas.values()].flatMap((properties) => [...properties.values()]));
    for (const { schema } of project.operations) used.add(schema);
    const free = [...project.schemas.keys()].filter((name) => !used.has(name));
    if (free.length === 0) return "nothing";
    const gone = random.pick(free);
    project.schemas.delete(gone);
    return `no schema ${gone}`;
  },
  (project, _random, step) => {
    project.title = `Living ${step}`;
    return "title";
  },
  (project, random, step) => {
    const key = random.pick(Object.keys(project.wording) as (keyof LivingProject["wording"])[]);
    project.wording[key] = `Wording ${step}`;
    return `wording of ${key}`;
  },
  (project, random, step) => {
    const [id, person] = random.pick([...project.people]);
    project.people.set(id, { ...person, name: `Name ${step}` });
    return `name of ${id}`;
  },
  (project, random) => {
    const [id, person] = random.pick([...project.people]);
    project.people.set(id, { ...person, role: random.pick(["keeper", "vet", "owner"]) });
    return `role of ${id}`;
  },
  (project, _random, step) => {
    project.people.set(`person-${step}`, { name: `Person ${step}`, role: "owner" });
    return `person-${step}`;
  },
  (project, random) => {
    if (project.people.size < 2) return "nothing";
    const gone = random.pick([...project.people.keys()]);
    project.people.delete(gone);
    return `no ${gone}`;
  },
  (project, _random, step) => {
    project.options.greeting = `Greeting ${step}`;
    return "option greeting";
  },
  (project, random) => {
    project.cards.folder = random.pick(["out/cards", "out/people", "cards"]);
    return `output folder ${project.cards.folder}`;
  },
  (project) => {
    project.cards.perRole = !project.cards.perRole;
    return "output path of cards";
  },
  (project, random) => {
    // Rarely: a project without a target is a short test.
    if (random.below(3) === 0) project.cards.isOn = !project.cards.isOn;
    return `target cards is ${project.cards.isOn ? "on" : "off"}`;
  },
];
