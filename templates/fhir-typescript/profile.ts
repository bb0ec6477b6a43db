/** A profile of a package that the config names: a class around its resource. */
import type { Header } from "specmill";
import { outputOf } from "./_layout.ts";
import { hasAdapter } from "./_names.ts";
import { profileClass } from "./_profile-class.ts";
import type { Options, PackContext, ProfileView } from "./_types.ts";

const pathOf = (it: PackContext<ProfileView>) => outputOf(it, "profiles", it.unit);

export const header: Header<ProfileView, Options> = {
  each: "profile",
  output: pathOf,
  when: (it) => hasAdapter(it, it.unit),
};

export default function profileFile(it: PackContext<ProfileView>): string {
  return profileClass(it, pathOf(it));
}
