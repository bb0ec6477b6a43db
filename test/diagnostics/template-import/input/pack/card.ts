import { upper } from "lodash";

export const header = { each: "record", output: "<%= unit.slug %>.txt" };

export default (it) => upper(it.unit.data.id);
